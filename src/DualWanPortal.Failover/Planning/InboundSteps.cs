using DualWanPortal.Failover.Audit.Chains;
using DualWanPortal.Failover.Planning.Canaries;
using DualWanPortal.Failover.Policies;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning;

/// <summary>
/// Connections that come in by a WAN are answered by the same WAN, whichever carries the traffic (reference 5 F). Only they are marked: what the inside opens follows the
/// failover as before. The table of a WAN goes over its watched host, so the answers need no knowledge of its gateway.
/// </summary>
internal static class InboundSteps
{
    public static void Plan(PlanContext context)
    {
        if (context.Policy.Inbound == InboundStrategy.None)
        {
            foreach (var rule in context.Live.Mangle.Where(rule => !rule.Disabled && rule.Comment is { } comment && context.Wans.Any(wan => comment.StartsWith(Comment(wan.Interface, ""), StringComparison.Ordinal))))
                context.Do(StepOf.Set(context.Live, rule.Item, "an earlier plan made it for inbound services, and the policy has none", ("disabled", "yes")));
            return;
        }
        var marks = new MangleMarks(context.Live);
        var legs = context.Legs.Where(leg => leg.Wan.Kind != Wans.WanKind.WireGuard && (!marks.ReturnsBy(leg.Wan) || IsOwn(context, leg))).ToList();
        foreach (var leg in legs.Where(leg => leg.Canaries.IsEmpty))
            context.Say("pbr-reply", $"no host is watched over {leg.Wan.Interface} by this plan, so nothing sends answers back by it; add a table and marks by hand");
        legs.RemoveAll(leg => leg.Canaries.IsEmpty);
        foreach (var leg in legs)
            Table(context, leg);
        if (legs.Count > 0)
            SpareFromFastTrack(context);
        foreach (var leg in legs)
            Marks(context, leg);
        if (context.Policy.Inbound == InboundStrategy.Ddns)
            Name(context);
    }

    private static string Mark(WanLeg leg) => "dwp-" + leg.Wan.Interface;

    private static string Comment(string wan, string part) => $"{Owned.Mark}{wan}-inbound{part}";

    private static bool IsOwn(PlanContext context, WanLeg leg) => context.Live.Mangle.Any(rule => rule.Comment == Comment(leg.Wan.Interface, "1"));

    private static void Table(PlanContext context, WanLeg leg)
    {
        if (!context.IsV6 && context.Live.RoutingTables.All(table => table["name"] != Mark(leg)))
            context.Do(StepOf.Add("/routing/table", leg.Tag("table"), $"answers of {leg.Wan.Interface} have a table of their own; RouterOS wants it made before anything names it", ("name", Mark(leg)), ("fib", "")));
        (string, string)[] wanted = [("dst-address", "0.0.0.0/0"), ("gateway", leg.Canaries[0]), ("target-scope", "11"), ("check-gateway", "ping"), (context.IsV6 ? "routing-mark" : "routing-table", Mark(leg))];
        Ensure(context, "/ip/route", leg.Tag("answers"), $"answers to what came in by {leg.Wan.Interface} leave by it", wanted);
    }

    private static void Marks(PlanContext context, WanLeg leg)
    {
        var (name, mark) = (leg.Wan.Interface, Mark(leg));
        Ensure(context, "/ip/firewall/mangle", leg.Tag("inbound1"), $"what comes in by {name} is remembered",
            ("chain", "prerouting"), ("action", "mark-connection"), ("in-interface", name), ("connection-state", "new"), ("connection-mark", "no-mark"), ("new-connection-mark", mark), ("passthrough", "yes"));
        Ensure(context, "/ip/firewall/mangle", leg.Tag("inbound2"), $"answers of the LAN to what came in by {name} leave by it",
            ("chain", "prerouting"), ("action", "mark-routing"), ("in-interface-list", "!" + context.Policy.WanList), ("dst-address-type", "!local"), ("connection-mark", mark), ("new-routing-mark", mark), ("passthrough", "no"));
        Ensure(context, "/ip/firewall/mangle", leg.Tag("inbound3"), $"answers of the router itself to what came in by {name} leave by it",
            ("chain", "output"), ("action", "mark-routing"), ("connection-mark", mark), ("new-routing-mark", mark), ("passthrough", "no"));
    }

    private static void Ensure(PlanContext context, string menu, string tag, string why, params (string, string)[] wanted)
    {
        if (context.Live.Menu(menu).FirstOrDefault(row => row["comment"] == Owned.Mark + tag && !row.Flag("dynamic")) is { } own)
            context.Do(StepOf.Set(context.Live, own, why, [.. wanted, ("disabled", "no")]));
        else
            context.Do(StepOf.Add(menu, tag, why, wanted));
    }

    /// <summary>Packets of fast-tracked connections pass no mangle and would lose their way back (reference 4.6).</summary>
    private static void SpareFromFastTrack(PlanContext context)
    {
        foreach (var rule in context.Live.Filter.Where(rule => rule is { Disabled: false, Dynamic: false, Action: "fasttrack-connection" } && rule.Item["connection-mark"] is null or ""))
            context.Do(StepOf.SetAbsent(context.SoFar(), rule.Item, "connection-mark", "no-mark", "packets of a fast-tracked connection pass no mangle, so answers would lose their way"));
    }

    private static void Name(PlanContext context)
    {
        if (!context.Live.Knows("/ip/cloud"))
            context.Say("ddns-none", "/ip/cloud was not read, so the name of the router is left as it is");
        else
            context.Do(StepOf.Set(context.Live, context.Live.Menu("/ip/cloud").FirstOrDefault() ?? ConfigItem.Of("/ip/cloud"), "a name follows the address of the WAN that is in use", ("ddns-enabled", "yes")));
    }
}
