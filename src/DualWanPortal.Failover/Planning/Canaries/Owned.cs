using System.Globalization;
using System.Text.RegularExpressions;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning.Canaries;

/// <summary>Lines that earlier plans made, known by their comments: <c>dwp:ether1-canary1</c>, <c>dwp:ether1-canary1-hold</c>, <c>dwp:ether1-default1</c>, <c>dwp:ether1-watch1</c>, <c>dwp:wan-gate1</c>, <c>dwp:wan-tell1</c>.</summary>
internal static partial class Owned
{
    public const string Mark = "dwp:";

    public static bool Is(ConfigItem item) => item["comment"] is { } comment && Comment().IsMatch(comment);

    public static bool Is(ConfigItem item, WanLink wan, string part) => item["comment"] is { } comment && comment.StartsWith($"{Mark}{wan.Interface}-{part}", StringComparison.Ordinal) && Comment().IsMatch(comment);

    /// <summary>
    /// What works together has one number, whichever of it the site had already: <c>ether1-default2</c> goes over the host of <c>ether1-canary2</c>, behind which stands
    /// <c>ether1-canary2-hold</c>.
    /// </summary>
    /// <param name="now">The router as the steps so far leave it.</param>
    public static string OfHost(PlanContext context, RouterModel now, WanLeg leg, string host, string part, string end = "")
    {
        foreach (var route in now.Routes.Where(route => route.Destination is { IsHost: true } to && to.Address.ToString() == host))
        {
            if (route.Comment is { } comment && Pin().Match(comment) is { Success: true } match && leg.Tag($"{part}{match.Groups[1].Value}{end}") is var tag && context.IsFree("/ip/route", Mark + tag))
                return tag;
        }
        return leg.Tag($"{part}{Enumerable.Range(1, 99).Select(number => number.ToString(CultureInfo.InvariantCulture)).First(number => s_together.All(line => context.IsFree("/ip/route", Mark + leg.Tag(line.Replace("#", number, StringComparison.Ordinal)))))}{end}");
    }

    private static readonly string[] s_together = ["canary#", "canary#-hold", "default#"];

    [GeneratedRegex("^dwp:.{1,64}-canary([0-9]{1,2})(-hold)?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Pin();

    [GeneratedRegex("^dwp:.{1,64}-(canary[0-9]{1,2}(-hold)?|default[0-9]{1,2}|watch[0-9]{1,2}|(gate|tell)[0-9]{1,2})$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Comment();
}
