using System.Collections.Immutable;
using DualWanPortal.Failover.Audit;
using DualWanPortal.Failover.Audit.Chains;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Planning.Outside;

/// <summary>What the policy wants for tunnels, and what only the other side of each can do.</summary>
internal static class VpnSteps
{
    public static void Plan(PlanContext context)
    {
        ImmutableArray<Tunnel> tunnels = context.Policy.Vpn == VpnStrategy.None ? [] : Tunnels.Of(context);
        FreedRoutes.Restore(context, context.Policy.Vpn is VpnStrategy.Hub or VpnStrategy.DialOut ? DialSteps.Dialled(tunnels) : ImmutableHashSet<System.Net.IPAddress>.Empty);
        switch (context.Policy.Vpn)
        {
            case VpnStrategy.Ddns:
                if (Dialled(tunnels) is { Length: > 0 } named)
                {
                    NameSteps.Plan(context);
                    context.Say(OtherSide, $"who dials {named} has to use the name of this router instead of an address (IP > Cloud shows it); many clients of WireGuard ask for a name once, when the tunnel starts, and then have to be started anew after a switch");
                    Unreachable(context, named);
                }
                break;
            case VpnStrategy.BackupEndpoint:
                if (Dialled(tunnels) is { Length: > 0 } served)
                {
                    EndpointSteps.Plan(context, tunnels);
                    context.Say(OtherSide, $"who dials {served} has to know {Addresses(context)}; a peer of WireGuard knows one endpoint, so it needs a second tunnel, or a name whose address changes");
                    Unreachable(context, served);
                }
                break;
            case VpnStrategy.Hub or VpnStrategy.DialOut:
                DialSteps.Plan(context, [.. tunnels.Where(tunnel => tunnel.Dials)]);
                break;
        }
    }

    /// <summary>What a person has to do elsewhere is told among what the plan cannot do.</summary>
    public const string OtherSide = "other-side";

    private static string Dialled(ImmutableArray<Tunnel> tunnels) => Words.And(tunnels.Where(tunnel => tunnel.IsDialled).Select(tunnel => tunnel.Title).Distinct(StringComparer.Ordinal));

    private static void Unreachable(PlanContext context, string what)
    {
        foreach (var wan in Reachable(context))
        {
            if (WanAddress.IsCarriers(context.Live, wan))
                context.Say("inbound-cgnat", $"nobody can dial {what} by {wan.Interface}: its address belongs to the provider's own NAT; while it carries the traffic only a tunnel that this router dials works");
            else if (WanAddress.IsPrivate(context.Live, wan))
                context.Say(OtherSide, $"the device in front of {wan.Interface} has to forward the ports of {what} to this router, whose address there is private");
        }
    }

    private static string Addresses(PlanContext context) => Words.And(Reachable(context).Select(wan =>
        WanAddress.Of(context.Live, wan) is null || WanAddress.IsDynamic(wan) ? $"the address of {wan.Interface}, which changes with its {(wan.Kind == WanKind.Dhcp ? "lease" : "session")}"
            : context.Live.Addresses.First(entry => !entry.Disabled && entry.Interface == wan.Interface && entry.Address is { IsIPv4: true }).Address!.Value.Address.ToString()));

    private static IEnumerable<WanLink> Reachable(PlanContext context) => context.Wans.Where(wan => wan.Kind != WanKind.WireGuard);
}
