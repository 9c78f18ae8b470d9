using System.Collections.Immutable;
using System.Globalization;
using DualWanPortal.Failover.Audit.Chains;
using DualWanPortal.Failover.Planning.Canaries;
using DualWanPortal.Failover.Planning.Outside;
using DualWanPortal.Failover.Policies;

namespace DualWanPortal.Failover.Planning;

/// <summary>
/// Connections that come in by a WAN are answered by the same WAN, whichever carries the traffic (reference 5 F). Only they are marked: what the inside opens follows the
/// failover as before. The table of a WAN goes over its watched host, so the answers need no knowledge of its gateway.
/// </summary>
internal static class InboundSteps
{
    public static void Plan(PlanContext context)
    {
        var kept = new HashSet<string>(StringComparer.Ordinal);
        var all = context.Policy.Inbound != InboundStrategy.None;
        ImmutableArray<TunnelPort> ports = !all && context.Policy.Vpn == VpnStrategy.BackupEndpoint ? [.. Tunnels.Of(context).SelectMany(tunnel => tunnel.Listens).Distinct()] : [];
        if (all || !ports.IsEmpty)
            Answer(context, all, ports, kept);
        foreach (var rule in context.Live.Mangle.Where(rule => !rule.Disabled && rule.Comment is { } comment && !kept.Contains(comment) && context.Wans.Any(wan => IsOf(comment, wan.Interface))))
            context.Do(StepOf.Set(context.Live, rule.Item, "an earlier plan made it for what others dial, and the policy has no use for it any more", ("disabled", "yes")));
        if (context.Policy.Inbound == InboundStrategy.Ddns)
            NameSteps.Plan(context);
    }

    /// <param name="all">Whatever comes in is answered by its WAN, the inside too; else only what the router answers on these ports.</param>
    private static void Answer(PlanContext context, bool all, ImmutableArray<TunnelPort> ports, HashSet<string> kept)
    {
        var marks = new MangleMarks(context.Live);
        foreach (var leg in context.Legs.Where(leg => leg.Wan.Kind != Wans.WanKind.WireGuard && !all && marks.ReturnsBy(leg.Wan) && !IsOwn(context, leg) && !marks.Routing.Any(rule => rule.Chain == "output")))
            context.Say("vpn-reply", $"marks made by hand send back what comes in by {leg.Wan.Interface}, but not the router's own answers: add a rule in the chain output by hand");
        var legs = context.Legs.Where(leg => leg.Wan.Kind != Wans.WanKind.WireGuard && (!marks.ReturnsBy(leg.Wan) || IsOwn(context, leg))).ToList();
        foreach (var leg in legs.Where(leg => leg.Canaries.IsEmpty))
            context.Say("pbr-reply", $"no host is watched over {leg.Wan.Interface} by this plan, so nothing sends answers back by it; add a table and marks by hand");
        legs.RemoveAll(leg => leg.Canaries.IsEmpty);
        foreach (var leg in legs)
            Table(context, leg);
        if (all && legs.Count > 0)
            SpareFromFastTrack(context);
        foreach (var leg in legs)
        {
            if (all)
                Marks(context, leg, kept);
            else
                ServiceMarks(context, leg, ports, kept);
            Ensure(context, kept, "/ip/firewall/mangle", leg.Tag("inbound3"), $"answers of the router itself to what came in by {leg.Wan.Interface} leave by it",
                ("chain", "output"), ("action", "mark-routing"), ("connection-mark", Mark(leg)), ("new-routing-mark", Mark(leg)), ("passthrough", "no"));
        }
    }

    private static string Mark(WanLeg leg) => "dwp-" + leg.Wan.Interface;

    private static string Comment(string wan, string part) => $"{Owned.Mark}{wan}-inbound{part}";

    private static bool IsOf(string comment, string wan) => comment.StartsWith(Comment(wan, ""), StringComparison.Ordinal) || comment.StartsWith($"{Owned.Mark}{wan}-vpn-", StringComparison.Ordinal);

    private static bool IsOwn(PlanContext context, WanLeg leg) => context.Live.Mangle.Any(rule => rule.Comment is { } comment && IsOf(comment, leg.Wan.Interface));

    private static void Table(PlanContext context, WanLeg leg)
    {
        if (!context.IsV6 && context.Live.RoutingTables.All(table => table["name"] != Mark(leg)))
            context.Do(StepOf.Add("/routing/table", leg.Tag("table"), $"answers of {leg.Wan.Interface} have a table of their own; RouterOS wants it made before anything names it", ("name", Mark(leg)), ("fib", "")));
        (string, string)[] wanted = [("dst-address", "0.0.0.0/0"), ("gateway", leg.Canaries[0]), ("target-scope", "11"), ("check-gateway", "ping"), (context.IsV6 ? "routing-mark" : "routing-table", Mark(leg))];
        Ensure(context, null, "/ip/route", leg.Tag("answers"), $"answers to what came in by {leg.Wan.Interface} leave by it", wanted);
    }

    private static void Marks(PlanContext context, WanLeg leg, HashSet<string> kept)
    {
        var (name, mark) = (leg.Wan.Interface, Mark(leg));
        Ensure(context, kept, "/ip/firewall/mangle", leg.Tag("inbound1"), $"what comes in by {name} is remembered",
            ("chain", "prerouting"), ("action", "mark-connection"), ("in-interface", name), ("connection-state", "new"), ("connection-mark", "no-mark"), ("new-connection-mark", mark), ("passthrough", "yes"));
        Ensure(context, kept, "/ip/firewall/mangle", leg.Tag("inbound2"), $"answers of the LAN to what came in by {name} leave by it",
            ("chain", "prerouting"), ("action", "mark-routing"), ("in-interface-list", "!" + context.Policy.WanList), ("dst-address-type", "!local"), ("connection-mark", mark), ("new-routing-mark", mark), ("passthrough", "no"));
    }

    /// <summary>One rule for each protocol. Answers over UDP, those of WireGuard too, are connections like any other to the router (reference 5 F).</summary>
    private static void ServiceMarks(PlanContext context, WanLeg leg, ImmutableArray<TunnelPort> ports, HashSet<string> kept)
    {
        var (name, mark) = (leg.Wan.Interface, Mark(leg));
        foreach (var protocol in ports.GroupBy(port => port.Protocol, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var numbers = protocol.Where(port => port.Port > 0).Select(port => port.Port).Order().Select(port => port.ToString(CultureInfo.InvariantCulture)).ToList();
            (string, string)[] narrow = numbers.Count == 0 ? [] : [("dst-port", string.Join(',', numbers))];
            Ensure(context, kept, "/ip/firewall/mangle", leg.Tag("vpn-" + protocol.Key), $"tunnels that come in by {name} are remembered",
                [("chain", "prerouting"), ("action", "mark-connection"), ("in-interface", name), ("dst-address-type", "local"), ("protocol", protocol.Key), .. narrow, ("connection-state", "new"), ("connection-mark", "no-mark"), ("new-connection-mark", mark), ("passthrough", "yes")]);
        }
    }

    private static void Ensure(PlanContext context, HashSet<string>? kept, string menu, string tag, string why, params (string, string)[] wanted)
    {
        kept?.Add(Owned.Mark + tag);
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
}
