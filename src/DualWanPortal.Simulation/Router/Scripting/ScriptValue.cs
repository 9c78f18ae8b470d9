using System.Collections.Immutable;
using System.Globalization;
using DualWanPortal.RouterOs.Text;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.Router.Scripting.Syntax;

namespace DualWanPortal.Simulation.Router.Scripting;

/// <summary>A value of the script language; its text is what <c>:put</c> shows and what a menu gets.</summary>
internal abstract record ScriptValue
{
    /// <summary>Of a variable that nobody set, of an element that is not there.</summary>
    public static ScriptValue Nothing { get; } = new NothingValue("nothing");

    /// <summary>Of a search that found nothing, of a conversion that failed.</summary>
    public static ScriptValue Nil { get; } = new NothingValue("nil");

    /// <summary>The word that <c>:typeof</c> answers.</summary>
    public abstract string Type { get; }

    /// <summary>As shown and concatenated.</summary>
    public abstract string Text { get; }

    /// <summary>As a property of a menu takes it.</summary>
    public virtual string Word => Text;

    public static ScriptValue Of(string text) => new TextValue(text);
    public static ScriptValue Of(long number) => new NumberValue(number);
    public static ScriptValue Of(bool truth) => new TruthValue(truth);

    /// <summary>Whether a condition holds; null when the value is no condition.</summary>
    public bool? Truth => this switch
    {
        TruthValue truth => truth.Holds,
        NumberValue number => number.Number != 0,
        TextValue { Text: "true" or "yes" } => true,
        TextValue { Text: "false" or "no" or "" } or NothingValue => false,
        _ => null,
    };

    /// <summary>An unquoted word: number, address, prefix, time, truth, id or plain text, whichever it looks like.</summary>
    public static ScriptValue Guess(string word)
    {
        if (word.Length == 0)
            return Nothing;
        if (word is "true" or "yes")
            return Of(true);
        if (word is "false" or "no")
            return Of(false);
        if (word[0] == '*' && word.Length > 1 && word.Skip(1).All(char.IsAsciiHexDigit))
            return new IdValue(word);
        if (!char.IsAsciiDigit(word[0]) && word[0] != '-')
            return Of(word);
        if (ParseNumber(word) is { } number)
            return Of(number);
        if (Ipv4.Parse(word) is { } address)
            return new AddressValue(address);
        if (word.Contains('/', StringComparison.Ordinal) && Ipv4Prefix.Parse(word) is { } prefix)
            return new PrefixValue(prefix);
        return ParseSpan(word) is { } span ? new SpanValue(span) : Of(word);
    }

    public static long? ParseNumber(string text)
    {
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            return long.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex) ? hex : null;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    public static TimeSpan? ParseSpan(string text) =>
        text.StartsWith('-') ? ParseSpan(text[1..]) is { } positive ? -positive : null : RouterOsDuration.TryParse(text, out var span) ? span : null;
}

/// <summary>Two words for no value; they are equal and differ only in what <c>:typeof</c> says.</summary>
internal sealed record NothingValue(string Name) : ScriptValue
{
    public override string Type => Name;
    public override string Text => "";

    public bool Equals(NothingValue? other) => other is not null;
    public override int GetHashCode() => 0;
}

internal sealed record TruthValue(bool Holds) : ScriptValue
{
    public override string Type => "bool";
    public override string Text => Holds ? "true" : "false";
}

internal sealed record NumberValue(long Number) : ScriptValue
{
    public override string Type => "num";
    public override string Text => Number.ToString(CultureInfo.InvariantCulture);
}

internal sealed record TextValue(string Characters) : ScriptValue
{
    public override string Type => "str";
    public override string Text => Characters;
}

internal sealed record IdValue(string Id) : ScriptValue
{
    public override string Type => "id";
    public override string Text => Id;
}

internal sealed record AddressValue(Ipv4 Address) : ScriptValue
{
    public override string Type => "ip";
    public override string Text => Address.ToString();
}

internal sealed record PrefixValue(Ipv4Prefix Prefix) : ScriptValue
{
    public override string Type => "ip-prefix";
    public override string Text => Prefix.ToString();
}

internal sealed record SpanValue(TimeSpan Span) : ScriptValue
{
    public override string Type => "time";

    /// <summary>The console words times as <c>1d00:00:10</c>, menus take the letter form.</summary>
    public override string Text
    {
        get
        {
            var span = Span.Duration();
            var days = span.Days == 0 ? "" : span.Days % 7 == 0 ? $"{span.Days / 7}w" : span.Days > 7 ? $"{span.Days / 7}w{span.Days % 7}d" : $"{span.Days}d";
            var clock = span.ToString(span.Ticks % TimeSpan.TicksPerSecond == 0 ? @"hh\:mm\:ss" : @"hh\:mm\:ss\.ffffff", CultureInfo.InvariantCulture);
            return (Span < TimeSpan.Zero ? "-" : "") + days + clock;
        }
    }

    public override string Word => Span < TimeSpan.Zero ? Text : RouterOsDuration.Format(Span);
}

/// <summary>Elements in order; those with a key are found by it.</summary>
internal sealed record ArrayValue(ImmutableArray<KeyValuePair<string?, ScriptValue>> Elements) : ScriptValue
{
    /// <summary>How many arrays are inside each other, and how long the text of all is: an array that holds itself twice doubles each time.</summary>
    private readonly (int Depth, long Length) _extent = Measure(Elements);

    public override string Type => "array";
    public override string Text => string.Join(';', Elements.Select(element => element.Key is null ? element.Value.Text : $"{element.Key}={element.Value.Text}"));
    public override string Word => string.Join(',', Elements.Select(element => element.Value.Word));

    public static ArrayValue Of(IEnumerable<ScriptValue> values) => new([.. values.Select(value => KeyValuePair.Create((string?)null, value))]);

    public ScriptValue this[string key] => Elements.FirstOrDefault(element => element.Key == key).Value ?? Nothing;

    private static (int, long) Measure(ImmutableArray<KeyValuePair<string?, ScriptValue>> elements)
    {
        var (depth, length) = (1, 0L);
        foreach (var (key, value) in elements)
        {
            var (inner, text) = value is ArrayValue array ? array._extent : (0, value is TextValue or CodeValue ? value.Text.Length : 16);
            (depth, length) = (Math.Max(depth, inner + 1), length + text + (key?.Length ?? 0) + 1);
        }
        return depth > ScriptLimits.Nesting ? throw new ScriptError("nested too deeply") : length > ScriptLimits.Array ? throw new ScriptError("array too long") : (depth, length);
    }

    public bool Equals(ArrayValue? other) => other is not null && Elements.SequenceEqual(other.Elements);
    public override int GetHashCode() => Elements.Length;
}

/// <summary>A piece of script that can be called as a function, or handed to a menu as its source.</summary>
internal sealed record CodeValue(BlockNode Body, string Source) : ScriptValue
{
    public override string Type => "code";
    public override string Text => Source;
}
