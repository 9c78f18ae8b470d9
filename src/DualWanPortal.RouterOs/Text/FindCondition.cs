using System.Text.RegularExpressions;

namespace DualWanPortal.RouterOs.Text;

/// <summary>One comparison of a <c>[ find … ]</c>; all of a selector must hold.</summary>
internal readonly record struct FindCondition(string Key, string Operator, string Value)
{
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

    private static bool Matches(string text, string pattern)
    {
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(50));
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException or RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
