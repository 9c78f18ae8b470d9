using DualWanPortal.Simulation.Router.Routing;

namespace DualWanPortal.Simulation.Router.Scripting;

/// <summary>Functions of values alone: <c>:len</c>, <c>:pick</c>, <c>:tonum</c>…</summary>
internal static class ScriptFunctions
{
    private static readonly HashSet<string> s_names = new(StringComparer.Ordinal)
    {
        "len", "pick", "find", "tostr", "toarray", "tonum", "toip", "tobool", "totime", "toid", "typeof", "nothing", "beep",
    };

    public static bool Knows(string name) => s_names.Contains(name);

    public static ScriptValue Apply(string name, IReadOnlyList<ScriptValue> values)
    {
        var first = values.Count > 0 ? values[0] : ScriptValue.Nothing;
        return name switch
        {
            "nothing" or "beep" => ScriptValue.Nothing,
            "len" => ScriptValue.Of(first is ArrayValue array ? array.Elements.Length : first.Text.Length),
            "pick" => Pick(first, values),
            "find" => Find(first, values),
            "tostr" => ScriptValue.Of(first.Text),
            "toarray" => ToArray(first),
            "typeof" => ScriptValue.Of(first.Type),
            "tonum" => Number(first) is { } number ? ScriptValue.Of(number) : ScriptValue.Nil,
            "toip" => first is AddressValue ? first : Ipv4.Parse(first.Text) is { } address ? new AddressValue(address) : ScriptValue.Nil,
            "tobool" => first.Truth is { } truth ? ScriptValue.Of(truth) : ScriptValue.Nil,
            "totime" => Time(first) is { } time ? new SpanValue(time) : ScriptValue.Nil,
            _ => first.Text.StartsWith('*') ? new IdValue(first.Text) : ScriptValue.Nil,
        };
    }

    /// <summary>Null for what is no number.</summary>
    public static long? Number(ScriptValue value) => value switch
    {
        NumberValue number => number.Number,
        TruthValue truth => truth.Holds ? 1 : 0,
        SpanValue span => (long)span.Span.TotalSeconds,
        AddressValue address => address.Address.Value,
        _ => ScriptValue.ParseNumber(value.Text),
    };

    /// <summary>A time to wait: a bare number is seconds; at most a year.</summary>
    public static TimeSpan? Delay(ScriptValue value) => Time(value) is { } time && time >= TimeSpan.Zero && time < TimeSpan.FromDays(366) ? time : null;

    private static TimeSpan? Time(ScriptValue value) => value switch
    {
        SpanValue span => span.Span,
        NumberValue { Number: >= 0 and < 1_000_000_000 } number => TimeSpan.FromSeconds(number.Number),
        _ => ScriptValue.ParseSpan(value.Text),
    };

    /// <summary>From a place up to before another; without the second one element.</summary>
    private static ScriptValue Pick(ScriptValue value, IReadOnlyList<ScriptValue> values)
    {
        if (values.Count < 2 || Number(values[1]) is not { } from)
            throw new ScriptError("missing value(s) of argument(s) begin");
        var length = value is ArrayValue array ? array.Elements.Length : value.Text.Length;
        var given = values.Count > 2 ? Number(values[2]) : null;
        var begin = (int)Math.Clamp(from, 0, length);
        var end = (int)Math.Clamp(values.Count > 2 ? given ?? length : from + 1, begin, length);
        if (value is not ArrayValue elements)
            return ScriptValue.Of(value.Text[begin..end]);
        if (values.Count > 2)
            return new ArrayValue(elements.Elements[begin..end]);
        return begin < end ? elements.Elements[begin].Value : ScriptValue.Nothing;
    }

    /// <summary>Place of a text in a text or of a value in an array, after a third argument; nothing where it is not.</summary>
    private static ScriptValue Find(ScriptValue value, IReadOnlyList<ScriptValue> values)
    {
        if (values.Count < 2)
            throw new ScriptError("missing value(s) of argument(s) key");
        // The search begins behind the given place: -1 searches all.
        var from = values.Count > 2 ? (Number(values[2]) ?? -1) + 1 : 0;
        if (from < 0)
            from = 0;
        if (value is ArrayValue array)
        {
            for (var index = (int)Math.Min(from, array.Elements.Length); index < array.Elements.Length; index++)
            {
                if (ScriptOperators.Same(array.Elements[index].Value, values[1]))
                    return ScriptValue.Of(index);
            }
            return ScriptValue.Nil;
        }
        var text = value.Text;
        var found = from <= text.Length ? text.IndexOf(values[1].Text, (int)from, StringComparison.Ordinal) : -1;
        return found < 0 ? ScriptValue.Nil : ScriptValue.Of(found);
    }

    private static ScriptValue ToArray(ScriptValue value)
    {
        if (value is ArrayValue)
            return value;
        var parts = value.Text.Length == 0 ? [] : value.Text.Split([',', ';']);
        return parts.Length <= ScriptLimits.Elements ? ArrayValue.Of(parts.Select(part => ScriptValue.Of(part.Trim()))) : throw new ScriptError("array too long");
    }
}
