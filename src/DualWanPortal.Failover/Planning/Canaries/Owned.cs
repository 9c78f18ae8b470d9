using System.Collections.Immutable;
using System.Text.RegularExpressions;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning.Canaries;

/// <summary>Lines that earlier plans made, known by their comments: <c>dwp:ether1-canary1</c>, <c>dwp:ether1-canary1-hold</c>, <c>dwp:ether1-default1</c>, <c>dwp:ether1-watch1</c>, <c>dwp:wan-gate1</c>.</summary>
internal static partial class Owned
{
    public const string Mark = "dwp:";

    public static bool Is(ConfigItem item) => item["comment"] is { } comment && Comment().IsMatch(comment);

    public static bool Is(ConfigItem item, WanLink wan, string part) => item["comment"] is { } comment && comment.StartsWith($"{Mark}{wan.Interface}-{part}", StringComparison.Ordinal) && Comment().IsMatch(comment);

    /// <summary>The first number that no line of this kind has: <c>ether1-canary2</c>.</summary>
    public static string Free(PlanContext context, string menu, WanLeg leg, string part, string end = "") =>
        Enumerable.Range(1, 99).Select(number => leg.Tag(FormattableString.Invariant($"{part}{number}{end}"))).First(tag => context.IsFree(menu, Mark + tag));

    [GeneratedRegex("^dwp:.{1,64}-(canary[0-9]{1,2}(-hold)?|default[0-9]{1,2}|watch[0-9]{1,2}|gate[0-9]{1,2})$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Comment();
}
