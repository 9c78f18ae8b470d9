using System.Collections.Immutable;
using DualWanPortal.Failover.Planning.Canaries;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning.Gates;

/// <summary>Takes a WAN back into use that the router itself keeps out: one that a gate holds back, or that netwatch has switched off and found well again.</summary>
internal static class GateRelease
{
    public static ImmutableArray<PlanStep> Steps(RouterModel live) => [.. Steps(live, HeldDefaults.Of(live)), .. SwitchedOff(live)];

    public static IEnumerable<PlanStep> Steps(RouterModel live, ImmutableArray<HeldRow> held) =>
        held.Select(row => StepOf.Set(live, row.Row, "the router holds this back until the WAN has proved itself; it is to be used again now", (row.Property, DistanceSteps.Text(row.Normal)))).OfType<PlanStep>();

    /// <summary>What the plan leaves without the gate that would release it is put where it belongs, whether it is held back now or not.</summary>
    public static IEnumerable<PlanStep> Left(RouterModel rest, RouterModel after)
    {
        var gated = HeldDefaults.Gated(after).Select(row => row.Row.Id).ToHashSet();
        return HeldDefaults.Gated(rest).Where(row => row.Row.Id is null || !gated.Contains(row.Row.Id))
            .Select(row => after.Menu(row.Row.Menu).FirstOrDefault(now => ReferenceEquals(now, row.Row)) is { } now ? StepOf.Same(after, now, row.Property, "what would put it here again is gone with this plan") with
            {
                Remark = "Changes nothing unless the router holds it back at that moment because its line was out.",
            } : null).OfType<PlanStep>();
    }

    /// <summary>Only where netwatch finds the line well: it would not switch a dead one off a second time.</summary>
    private static IEnumerable<PlanStep> SwitchedOff(RouterModel live)
    {
        var watches = live.Menu("/tool/netwatch").Where(row => Owned.Is(row) && row["status"] == "up").ToList();
        foreach (var route in live.Routes.Where(route => route is { IsDefault: true, Dynamic: false, Disabled: true }))
        {
            if (watches.Exists(watch => HeldDefaults.Selectors(route.Item).Concat(Bare(route.Item)).Any(selector => watch["down-script"]?.Contains($"/ip route disable [find {selector}]", StringComparison.Ordinal) == true))
                && StepOf.Set(live, route.Item, "netwatch took this out of use and finds its hosts answering again; it is to be used again now", ("disabled", "no")) is { } step)
                yield return step;
        }
    }

    /// <summary>As the scripts of netwatch write a comment that needs no quotes.</summary>
    private static IEnumerable<string> Bare(ConfigItem route) => route["comment"] is { Length: > 0 } comment ? [$"comment={Cli.Quote(comment)}"] : [];
}
