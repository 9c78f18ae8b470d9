using System.Collections.Immutable;
using System.Net;
using DualWanPortal.Failover.Audit.Chains;
using DualWanPortal.Failover.Audit.Nat;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning.Lockout;

/// <summary>
/// Whether somebody who gets at the router now still would after a plan: his first packet is sent through raw, destination NAT and filter before and after, and the way back
/// to him is looked up in both. Pure; what the router decides at run time is <see cref="Reach.Unknown"/>.
/// </summary>
public static class LockoutPrediction
{
    /// <summary>One verdict for each service of the router that is switched on now.</summary>
    /// <param name="who">The address that the router sees, for example the portal's.</param>
    public static ImmutableArray<ReachVerdict> Of(RouterModel live, Plan plan, IPAddress who)
    {
        var after = RouterModel.FromItems(PlannedRows.After(live.Items, plan.Steps.Select(step => step.Do)), live.Version, live.Warnings, null, live.MenusRead);
        return [.. ManagementService.Enabled(live).Select(service => Of(live, after, who, service))];
    }

    private static ReachVerdict Of(RouterModel live, RouterModel after, IPAddress who, ManagementService service)
    {
        ReachVerdict Verdict(Reach reach, string why) => new(service.Name, service.Port, reach, why);

        if (who.GetAddressBytes().Length != 4)
            return Ipv6Way.Of(live, after, who, service);
        if (WayBack.Of(live, who) is not { } way)
            return Verdict(Reach.Unknown, $"No route of the main table tells by which interface {who} comes in.");
        var (before, later) = (Judge(live, way, who, service), Judge(after, way, who, service));
        var rule = later.Rule is { } decides ? $": {RowText.Of(decides.Item, "chain", "action", "in-interface", "in-interface-list", "src-address", "src-address-list", "protocol", "dst-port", "comment")}" : "";
        if (before.Fate == Fate.Accept && later.Fate == Fate.Drop)
            return Verdict(Reach.Lost, $"A login from {who} by {way} to {service} is let in now and would be dropped{rule}.");
        if (!ManagementService.Enabled(after).Any(left => left.Name == service.Name && left.Port == service.Port))
            return Verdict(Reach.Lost, $"{service} would be switched off or listen elsewhere.");
        if (WayBack.After(live, after, who) is { } other && other != way)
            return Verdict(Reach.Rerouted, $"Answers to {who} leave by {way} now and would leave by {other}: open sessions break off, and a login by the address of {way} may find no answer.");
        return before.Fate == Fate.Unknown || later.Fate == Fate.Unknown
            ? Verdict(Reach.Unknown, $"Whether {who} is let in by {way} depends on what a rule finds at run time{rule}.")
            : Verdict(Reach.Kept, later.Fate == Fate.Accept ? $"A login from {who} by {way} is let in before and after." : $"A login from {who} by {way} is dropped before and after.");
    }

    private static ChainVerdict Judge(RouterModel model, string way, IPAddress who, ManagementService service)
    {
        var chains = new FirewallChains(model, WanDetection.Find(model));
        return chains.Input(way, service.Protocol, service.Port, AddressRange.Of(new AddressWithPrefix(who, 32)));
    }
}
