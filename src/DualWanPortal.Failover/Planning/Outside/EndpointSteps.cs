using System.Collections.Immutable;
using DualWanPortal.Failover.Audit;
using DualWanPortal.Failover.Audit.Chains;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning.Outside;

/// <summary>
/// A tunnel that others dial answers on every WAN: the rule that lets it in on one is widened to all, and what binds it to one is told. The marks that send answers back by
/// the WAN that was asked are those of <see cref="InboundSteps"/>.
/// </summary>
internal static class EndpointSteps
{
    public static void Plan(PlanContext context, ImmutableArray<Tunnel> tunnels)
    {
        var served = tunnels.Where(tunnel => tunnel.IsDialled).ToList();
        foreach (var port in served.SelectMany(tunnel => tunnel.Listens).Where(port => port.Port > 0).Distinct())
            LetIn(context, port, Words.And(served.Where(tunnel => tunnel.Listens.Contains(port)).Select(tunnel => tunnel.Title)));
        foreach (var peer in served.Where(tunnel => tunnel.Row["local-address"] is { Length: > 0 } and not "0.0.0.0"))
            context.Say("ipsec-pinned", $"{peer.Title} is bound to {peer.Row["local-address"]} and answers by no other WAN; add a peer for each of the others by hand, the far end has to accept all addresses");
    }

    private static void LetIn(PlanContext context, TunnelPort port, string title)
    {
        if (!context.Live.Knows("/ip/firewall/filter"))
            return;
        var list = context.Policy.WanList;
        var onlyWans = context.SoFar().InterfacesOn(list).All(name => context.Wans.Any(wan => wan.Interface == name || wan.Port == name));
        var closed = Closed(context, port);
        if (closed.Count == 0)
            return;
        foreach (var rule in onlyWans ? Doors(context, port) : [])
            RuleWidening.Plan(context, rule, list, $"{title} is let in by {rule.Item["in-interface"]} only; {string.Join(" and ", closed.Select(wan => wan.Interface))} would drop it");
        foreach (var wan in Closed(context, port))
            context.Say("vpn-closed", FormattableString.Invariant($"the filter drops {port.Protocol} port {port.Port} of {title} on {wan.Interface}; let it in by hand, the place of the rule is a decision of its own"));
    }

    /// <summary>Rules that let just this service in by the name of one WAN.</summary>
    private static List<FirewallRuleEntry> Doors(PlanContext context, TunnelPort port)
    {
        var chains = new FirewallChains(context.SoFar(), context.Wans);
        return [.. Wans(context).Select(wan => (Wan: wan, Verdict: chains.Input(wan, port.Protocol, port.Port)))
            .Where(entry => entry.Verdict is { Fate: Fate.Accept, Rule: { Item.Menu: "/ip/firewall/filter" } rule } && rule.Item["in-interface"] == entry.Wan.Interface && rule.Item["in-interface-list"] is null
                && rule.Item["protocol"] == port.Protocol && rule.Item["dst-port"] is { Length: > 0 })
            .Select(entry => entry.Verdict.Rule!).Distinct()];
    }

    private static List<WanLink> Closed(PlanContext context, TunnelPort port)
    {
        var chains = new FirewallChains(context.SoFar(), context.Wans);
        return [.. Wans(context).Where(wan => chains.Input(wan, port.Protocol, port.Port).Fate == Fate.Drop)];
    }

    private static IEnumerable<WanLink> Wans(PlanContext context) => context.Wans.Where(wan => wan.Kind != WanKind.WireGuard);
}
