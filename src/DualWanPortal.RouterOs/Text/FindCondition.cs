using System.Buffers;

namespace DualWanPortal.RouterOs.Text;

/// <summary>One comparison of a <c>[ find … ]</c>; all of a selector must hold.</summary>
internal readonly record struct FindCondition(string Key, string Operator, string Value)
{
    private static readonly SearchValues<char> s_patternCharacters = SearchValues.Create(".*+?()[]{}|\\^$");

    public bool Holds(FoldedRow row)
    {
        // A switch that a row does not mention is off.
        var present = row.Values.TryGetValue(Key, out var actual) || IsSwitch(Key);
        actual ??= "no";
        return Operator switch
        {
            "=" => present && Same(actual, Value),
            "!=" => !present || !Same(actual, Value),
            "~" => present && Matches(actual, Value),
            _ => false,
        };
    }

    private static bool IsSwitch(string key) => key is "disabled" or "dynamic" or "invalid" or "default";

    private static bool Same(string left, string right) => left == right || (Truth(left) is { } truth && truth == Truth(right));

    private static bool? Truth(string text) => text switch
    {
        "yes" or "true" => true,
        "no" or "false" => false,
        _ => null,
    };

    /// <summary>A pattern of plain characters, anchored or not; <see cref="FindSelector"/> lets no other through.</summary>
    private static bool Matches(string text, string pattern)
    {
        var atStart = pattern.StartsWith('^');
        var atEnd = pattern.EndsWith('$');
        var plain = pattern.AsSpan()[(atStart ? 1 : 0)..(pattern.Length - (atEnd ? 1 : 0))];
        return (atStart, atEnd) switch
        {
            (true, true) => text.AsSpan().SequenceEqual(plain),
            (true, false) => text.AsSpan().StartsWith(plain, StringComparison.Ordinal),
            (false, true) => text.AsSpan().EndsWith(plain, StringComparison.Ordinal),
            _ => text.AsSpan().Contains(plain, StringComparison.Ordinal),
        };
    }

    public static bool IsPlainPattern(string pattern) =>
        pattern.Length > 0 && pattern != "^" && pattern != "$" && !pattern.TrimStart('^').TrimEnd('$').AsSpan().ContainsAny(s_patternCharacters);
}
