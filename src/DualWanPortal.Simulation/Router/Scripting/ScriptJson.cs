using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DualWanPortal.Simulation.Router.Scripting;

/// <summary>Values as JSON and back: arrays with keys are objects, others lists.</summary>
internal static class ScriptJson
{
    private static readonly JsonDocumentOptions s_reading = new() { MaxDepth = ScriptLimits.Nesting };
    private static readonly JsonSerializerOptions s_writing = new() { MaxDepth = ScriptLimits.Nesting * 2, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="keepTexts">Texts that look like numbers stay texts.</param>
    public static string Write(ScriptValue value, bool keepTexts)
    {
        var text = Node(value, keepTexts, 0)?.ToJsonString(s_writing) ?? "null";
        return text.Length <= ScriptLimits.Text ? text : throw new ScriptError("text too long");
    }

    public static ScriptValue Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, s_reading);
            var budget = ScriptLimits.Elements;
            return Value(document.RootElement, ref budget);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or ArgumentException)
        {
            // The other two come of halves of characters, written plainly or as an escape.
            throw new ScriptError("failure: value is not json");
        }
    }

    private static JsonNode? Node(ScriptValue value, bool keepTexts, int depth)
    {
        if (depth > ScriptLimits.Nesting)
            throw new ScriptError("nested too deeply");
        switch (value)
        {
            case NothingValue:
                return null;
            case TruthValue truth:
                return JsonValue.Create(truth.Holds);
            case NumberValue number:
                return JsonValue.Create(number.Number);
            case ArrayValue { Elements: [{ Key: not null }, ..] } map:
                var made = new JsonObject();
                foreach (var (index, element) in map.Elements.Index())
                    made[element.Key ?? index.ToString(CultureInfo.InvariantCulture)] = Node(element.Value, keepTexts, depth + 1);
                return made;
            case ArrayValue list:
                return new JsonArray([.. list.Elements.Select(element => Node(element.Value, keepTexts, depth + 1))]);
            default:
                return !keepTexts && long.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var digits) ? JsonValue.Create(digits) : JsonValue.Create(value.Text);
        }
    }

    private static ScriptValue Value(JsonElement element, ref int budget)
    {
        if (--budget < 0)
            throw new ScriptError("array too long");
        var elements = new List<KeyValuePair<string?, ScriptValue>>();
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                    elements.Add(new(property.Name, Value(property.Value, ref budget)));
                return new ArrayValue([.. elements]);
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                    elements.Add(new(null, Value(item, ref budget)));
                return new ArrayValue([.. elements]);
            case JsonValueKind.True or JsonValueKind.False:
                return ScriptValue.Of(element.GetBoolean());
            case JsonValueKind.Number:
                return element.TryGetInt64(out var number) ? ScriptValue.Of(number) : ScriptValue.Of(element.GetRawText());
            case JsonValueKind.String:
                return ScriptValue.Of(element.GetString()!);
            default:
                return ScriptValue.Nothing;
        }
    }
}
