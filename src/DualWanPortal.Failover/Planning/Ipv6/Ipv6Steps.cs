using System.Collections.Immutable;
using DualWanPortal.Failover.Audit;
using DualWanPortal.Failover.Audit.Chains;
using DualWanPortal.Failover.Planning.Canaries;
using DualWanPortal.Failover.Policies;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning.Ipv6;

/// <summary>
/// IPv6 as a leg of its own: a filter that is the same on every WAN, then what the policy wants of its routes. Without it machines go on trying a line that is dead, or leave
/// by one that nobody filters (reference 5.x, 20). A router without IPv6 gets no step.
/// </summary>
internal static class Ipv6Steps
{
    private const string Filter = "/ipv6/firewall/filter";
    private const string Nat = "/ipv6/firewall/nat";

    public static void Plan(PlanContext context)
    {
        var policy = context.Policy.Ipv6;
        var kept = new HashSet<string>(StringComparer.Ordinal);
        if (policy != Ipv6Strategy.Untouched)
        {
            if (!context.Live.Knows("/ipv6/dhcp-client") || !context.Live.Knows(Filter))
                context.Say("v6-no-failover", "the menus of IPv6 were not read, so it is left as it is");
            else if (Ipv6Legs.Of(context.Live, context.Wans) is { IsEmpty: false } legs)
                Plan(context, policy, legs, kept);
        }
        Ipv6Routes.Retire(context, kept);
        foreach (var row in context.Live.Menu(Filter).Concat(context.Live.Menu(Nat)).Where(row => !row.Flag("disabled") && context.Wans.Any(wan => row["comment"]?.StartsWith($"{Owned.Mark}{wan.Interface}-six-", StringComparison.Ordinal) == true)))
        {
            if (!kept.Contains(row["comment"]!))
                context.Do(StepOf.Set(context.Live, row, "an earlier plan made it for IPv6, and the policy has no use for it any more", ("disabled", "yes")));
        }
    }

    private static void Plan(PlanContext context, Ipv6Strategy policy, ImmutableArray<Ipv6Leg> legs, HashSet<string> kept)
    {
        FirewallSteps.Close(context, Filter, "v6-no-failover", "the router over IPv6", widen: true, (chains, wan) => chains.Default6(wan, "input"));
        FirewallSteps.Close(context, Filter, "v6-no-failover", "the LAN over IPv6", widen: true, (chains, wan) => chains.Default6(wan, "forward"));
        var chains = new FirewallChains(context.SoFar(), context.Wans);
        if (legs.All(leg => chains.Default6(leg.Wan, "forward").Fate == Fate.Accept))
            context.Say("v6-no-failover", $"nothing keeps out what comes in over IPv6 by {Words.And(legs.Select(leg => leg.Wan.Interface))}, and no NAT stands before the machines; to close that is a decision of its own");
        if (policy == Ipv6Strategy.BlockOnBackup)
            Block(context, legs, kept);
        else if (policy == Ipv6Strategy.Failover && legs.Length == 1)
            context.Say("v6-no-failover", $"only {legs[0].Wan.Interface} has IPv6: while another WAN carries the traffic machines go on by IPv4, as soon as the router tells them that there is no way or they lose patience; a second DHCPv6 client would change that, if the provider has IPv6");
        else if (policy == Ipv6Strategy.Failover)
        {
            Ipv6Translation.Plan(context, legs, kept);
            if (Ipv6Canaries.Of(context, legs) is { IsEmpty: false } watched)
                Ipv6Routes.Plan(context, legs, watched, kept);
            else
                Ipv6Defaults.Plan(context, legs);
        }
    }

    /// <summary>Refused, not dropped: machines hear it and take IPv4 at once. What is refused with is the router's own choice, <c>icmp-no-route</c>.</summary>
    private static void Block(PlanContext context, ImmutableArray<Ipv6Leg> legs, HashSet<string> kept)
    {
        if (legs[0].Wan != context.Wans[0])
            context.Say("v6-no-failover", $"{context.Wans[0].Interface} has no IPv6, so without the backups the inside has none at all");
        foreach (var wan in context.Wans.Skip(1).Where(wan => wan.Kind != Wans.WanKind.WireGuard))
        {
            Ensure(context, kept, Filter, $"{wan.Interface}-six-block", $"the inside sends no IPv6 by {wan.Interface} and goes on by IPv4 at once", ("chain", "forward"), ("action", "reject"), ("out-interface", wan.Interface));
            if (context.Live.Menu(Filter).FirstOrDefault(row => LetsOut(row)) is { } rule && context.IsFree(Filter, $"{Owned.Mark}{wan.Interface}-six-block"))
                context.Say("v6-no-failover", $"the rule of IPv6 {Wans.RowText.Of(rule, "chain", "action", "in-interface", "in-interface-list", "comment")} lets everything out before it is refused on {wan.Interface}; move the new rule before it by hand");
        }
    }

    private static bool LetsOut(ConfigItem row) => !row.Flag("disabled") && row["chain"] == "forward" && row["action"] is null or "accept"
        && new[] { "connection-state", "protocol", "src-address", "dst-address", "src-address-list", "dst-address-list", "ipsec-policy", "out-interface" }.All(name => row[name] is not { Length: > 0 });

    /// <summary>The line as it is wanted, or as it was made before.</summary>
    internal static void Ensure(PlanContext context, HashSet<string> kept, string menu, string tag, string why, params (string, string)[] wanted)
    {
        kept.Add(Owned.Mark + tag);
        if (context.Live.Menu(menu).FirstOrDefault(row => row["comment"] == Owned.Mark + tag) is { } own)
            context.Do(StepOf.Set(context.Live, own, why, [.. wanted, ("disabled", "no")]));
        else
            context.Do(StepOf.Add(menu, tag, why, wanted));
    }
}
