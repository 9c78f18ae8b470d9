using System.Text;

namespace DualWanPortal.Simulation.Router.Scripting;

/// <summary><c>:convert</c> of texts between raw, base64, hex and URL forms, and of letters.</summary>
internal static class ScriptConversions
{
    /// <summary>Null for a form that is not known here.</summary>
    public static ScriptValue? Convert(IReadOnlyDictionary<string, ScriptValue> named)
    {
        var text = named.GetValueOrDefault("value")?.Text ?? throw new ScriptError("missing value(s) of argument(s) value");
        if (Bytes(text, named.GetValueOrDefault("from")?.Text ?? "raw") is not { } bytes)
            return null;
        var transformed = named.GetValueOrDefault("transform")?.Text switch
        {
            null or "none" => bytes,
            "lc" => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).ToLowerInvariant()),
            "uc" => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).ToUpperInvariant()),
            "reverse" => [.. bytes.Reverse()],
            _ => null,
        };
        var written = transformed is null ? null : (named.GetValueOrDefault("to")?.Text ?? "raw") switch
        {
            "raw" => Encoding.UTF8.GetString(transformed),
            "base64" => System.Convert.ToBase64String(transformed),
            "hex" => System.Convert.ToHexStringLower(transformed),
            "url" => Uri.EscapeDataString(Encoding.UTF8.GetString(transformed)),
            _ => null,
        };
        return written is null ? null : written.Length <= ScriptLimits.Text ? ScriptValue.Of(written) : throw new ScriptError("text too long");
    }

    private static byte[]? Bytes(string text, string form)
    {
        try
        {
            return form switch
            {
                "raw" => Encoding.UTF8.GetBytes(text),
                "base64" => System.Convert.FromBase64String(text),
                "hex" => System.Convert.FromHexString(text),
                "url" => Encoding.UTF8.GetBytes(Uri.UnescapeDataString(text)),
                _ => null,
            };
        }
        catch (FormatException)
        {
            throw new ScriptError($"failure: value is not {form}");
        }
    }
}
