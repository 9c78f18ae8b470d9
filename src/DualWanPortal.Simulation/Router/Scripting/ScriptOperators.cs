using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using DualWanPortal.Simulation.Router.Routing;

namespace DualWanPortal.Simulation.Router.Scripting;

/// <summary>What operators do with two values. Types that differ are compared by their text: the conversions of the real language are not documented.</summary>
internal static class ScriptOperators
{
    public static ScriptValue Apply(string operation, ScriptValue left, ScriptValue right) => operation switch
    {
        "." => Join(left, right),
        "," => Append(left, right),
        "+" or "-" or "*" or "/" or "%" or "<<" or ">>" or "&" or "|" or "^" => Calculate(operation, left, right),
        "=" => ScriptValue.Of(Same(left, right)),
        "!=" => ScriptValue.Of(!Same(left, right)),
        "<" => ScriptValue.Of(Compare(left, right) < 0),
        ">" => ScriptValue.Of(Compare(left, right) > 0),
        "<=" => ScriptValue.Of(Compare(left, right) <= 0),
        ">=" => ScriptValue.Of(Compare(left, right) >= 0),
        "in" => ScriptValue.Of(Inside(left, right)),
        "~" => ScriptValue.Of(Like(left.Text, right.Text)),
        _ => throw new ScriptError($"no such operator {operation}"),
    };

    public static ScriptValue Negative(ScriptValue value) => value switch
    {
        NumberValue number => ScriptValue.Of(unchecked(-number.Number)),
        SpanValue span => new SpanValue(-span.Span),
        _ => throw Cannot("negate", value),
    };

    public static ScriptValue Complement(ScriptValue value) => value switch
    {
        NumberValue number => ScriptValue.Of(~number.Number),
        AddressValue address => new AddressValue(new Ipv4(~address.Address.Value)),
        _ => throw Cannot("complement", value),
    };

    public static bool Same(ScriptValue left, ScriptValue right) =>
        left.GetType() == right.GetType() ? left.Equals(right) : string.Equals(left.Word, right.Word, StringComparison.Ordinal) || string.Equals(left.Text, right.Text, StringComparison.Ordinal);

    public static int Compare(ScriptValue left, ScriptValue right) => (left, right) switch
    {
        (NumberValue a, NumberValue b) => a.Number.CompareTo(b.Number),
        (SpanValue a, SpanValue b) => a.Span.CompareTo(b.Span),
        (AddressValue a, AddressValue b) => a.Address.CompareTo(b.Address),
        (SpanValue a, NumberValue b) => a.Span.TotalSeconds.CompareTo(b.Number),
        (NumberValue a, SpanValue b) => ((double)a.Number).CompareTo(b.Span.TotalSeconds),
        (NumberValue a, TextValue b) when ScriptValue.ParseNumber(b.Text) is { } number => a.Number.CompareTo(number),
        (TextValue a, NumberValue b) when ScriptValue.ParseNumber(a.Text) is { } number => number.CompareTo(b.Number),
        _ => string.CompareOrdinal(left.Text, right.Text),
    };

    private static ScriptValue Join(ScriptValue left, ScriptValue right)
    {
        var (first, second) = (left.Text, right.Text);
        return first.Length + second.Length <= ScriptLimits.Text ? ScriptValue.Of(first + second) : throw new ScriptError("text too long");
    }

    private static ArrayValue Append(ScriptValue left, ScriptValue right)
    {
        var elements = Elements(left).Concat(Elements(right)).Take(ScriptLimits.Elements + 1).ToArray();
        return elements.Length <= ScriptLimits.Elements ? new ArrayValue([.. elements]) : throw new ScriptError("array too long");
    }

    private static ImmutableArray<KeyValuePair<string?, ScriptValue>> Elements(ScriptValue value) =>
        value is ArrayValue array ? array.Elements : value is NothingValue ? [] : [new(null, value)];

    private static ScriptValue Calculate(string operation, ScriptValue left, ScriptValue right)
    {
        switch (Operand(left), Operand(right))
        {
            case (NumberValue a, NumberValue b):
                return ScriptValue.Of(Whole(operation, a.Number, b.Number));
            case (SpanValue a, SpanValue b) when operation is "+" or "-":
                return new SpanValue(Sum(a.Span, operation == "+" ? b.Span : -b.Span));
            case (SpanValue a, NumberValue b) when operation is "+" or "-":
                return new SpanValue(Sum(a.Span, Seconds(operation == "+" ? b.Number : -b.Number)));
            case (SpanValue a, NumberValue b) when operation is "*" or "/":
                return b.Number == 0 && operation == "/" ? throw new ScriptError("division by zero") : new SpanValue(Scale(a.Span, operation == "*" ? b.Number : 1.0 / b.Number));
            case (AddressValue a, NumberValue b) when operation is "+" or "-":
                return new AddressValue(new Ipv4((uint)(a.Address.Value + (operation == "+" ? b.Number : -b.Number))));
            case (AddressValue a, AddressValue b) when operation == "-":
                return ScriptValue.Of((long)a.Address.Value - b.Address.Value);
            case (AddressValue a, AddressValue b) when operation is "&" or "|" or "^":
                return new AddressValue(new Ipv4((uint)Whole(operation, a.Address.Value, b.Address.Value)));
            default:
                throw Cannot($"apply {operation} to", left, right);
        }
    }

    /// <summary>Properties of rows arrive as text; a text that is a number counts as one, and nothing as zero.</summary>
    private static ScriptValue Operand(ScriptValue value) => value switch
    {
        TextValue text when ScriptValue.ParseNumber(text.Text) is { } number => ScriptValue.Of(number),
        NothingValue => ScriptValue.Of(0),
        _ => value,
    };

    private static long Whole(string operation, long left, long right)
    {
        if (right == 0 && operation is ("/" or "%"))
            throw new ScriptError("division by zero");
        return unchecked(operation switch
        {
            "+" => left + right,
            "-" => left - right,
            "*" => left * right,
            // The one quotient that does not fit.
            "/" => right == -1 ? -left : left / right,
            "%" => right == -1 ? 0 : left % right,
            "<<" => left << (int)(right & 63),
            ">>" => left >> (int)(right & 63),
            "&" => left & right,
            "|" => left | right,
            _ => left ^ right,
        });
    }

    private static TimeSpan Seconds(long seconds) => Math.Abs((double)seconds) < 1e11 ? TimeSpan.FromSeconds(seconds) : throw new ScriptError("time out of range");

    private static TimeSpan Sum(TimeSpan left, TimeSpan right) =>
        Math.Abs(left.TotalSeconds + right.TotalSeconds) < 1e11 ? left + right : throw new ScriptError("time out of range");

    private static TimeSpan Scale(TimeSpan span, double factor) =>
        Math.Abs(span.TotalSeconds * factor) < 1e11 ? span * factor : throw new ScriptError("time out of range");

    private static bool Inside(ScriptValue left, ScriptValue right) => right switch
    {
        ArrayValue array => array.Elements.Any(element => Same(element.Value, left)),
        _ when Ipv4Prefix.Parse(right.Text) is { } prefix && Ipv4Prefix.Parse(left.Text) is { } inner => prefix.Length <= inner.Length && prefix.Contains(inner.Network),
        _ => throw Cannot("look into", right),
    };

    private static bool Like(string text, string pattern)
    {
        if (pattern.Length > 512)
            throw new ScriptError("regular expression too long");
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, ScriptLimits.Pattern);
        }
        catch (Exception wrong) when (wrong is ArgumentException or NotSupportedException or RegexMatchTimeoutException)
        {
            throw new ScriptError("bad regular expression");
        }
    }

    private static ScriptError Cannot(string what, params ReadOnlySpan<ScriptValue> values)
    {
        var types = new List<string>();
        foreach (var value in values)
            types.Add(value.Type);
        return new ScriptError(string.Create(CultureInfo.InvariantCulture, $"cannot {what} {string.Join(" and ", types)}"));
    }
}
