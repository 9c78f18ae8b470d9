using System.Text;

namespace DualWanPortal.RouterOs.Text;

/// <summary>Console quoting as exports do it: bare where that is safe, else in quotes with escapes; bytes beyond ASCII as <c>\D0\9F</c>.</summary>
public static class RouterOsQuoting
{
    /// <summary>The value as it may stand after <c>key=</c>. An empty value becomes <c>""</c>.</summary>
    public static string Quote(string value) => IsBare(value) ? value : "\"" + string.Concat(Pieces(value)) + "\"";

    /// <summary>Whether the value needs no quotes.</summary>
    public static bool IsBare(string value)
    {
        if (value.Length == 0)
            return false;
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.' or '/' or ':' or ',' or '@' or '%' or '+' or '*') && !(c == '!' && i == 0))
                return false;
        }
        return true;
    }

    /// <summary>The escaped inside of the quotes, cut where a line may be wrapped: no piece may be broken.</summary>
    internal static IEnumerable<string> Pieces(string value)
    {
        var bytes = new byte[4];
        foreach (var rune in value.EnumerateRunes())
        {
            if (rune.IsAscii)
            {
                yield return Escape((char)rune.Value);
                continue;
            }
            var length = rune.EncodeToUtf8(bytes);
            var escaped = new StringBuilder(length * 3);
            for (var i = 0; i < length; i++)
                escaped.Append('\\').Append(bytes[i].ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            yield return escaped.ToString();
        }
    }

    private static string Escape(char c) => c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '$' => "\\$",
        '?' => "\\?",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\a' => "\\a",
        '\b' => "\\b",
        '\f' => "\\f",
        '\v' => "\\v",
        < ' ' or '\x7f' => "\\" + ((int)c).ToString("X2", System.Globalization.CultureInfo.InvariantCulture),
        _ => c.ToString(),
    };
}
