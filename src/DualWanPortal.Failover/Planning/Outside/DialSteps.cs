using System.Collections.Immutable;
using System.Net;
using DualWanPortal.Failover.Audit;
using DualWanPortal.Failover.Planning.Canaries;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning.Outside;

/// <summary>Tunnels that this router dials: the way to the far end follows the WAN in use, and with <see cref="VpnStrategy.DialOut"/> they keep talking.</summary>
internal static class DialSteps
{
    public static void Plan(PlanContext context, ImmutableArray<Tunnel> tunnels)
    {
        if (tunnels.IsEmpty)
            return;
        foreach (var tunnel in tunnels)
            Unbind(context, tunnel);
        if (context.Policy.Vpn == VpnStrategy.DialOut)
            KeepaliveSteps.Plan(context, tunnels);
        var titles = Words.And(tunnels.Select(tunnel => tunnel.Title).Distinct(StringComparer.Ordinal));
        context.Say(VpnSteps.OtherSide, $"the far end of {titles} has to take this site from the address of whichever WAN calls: no fixed endpoint and no allow-list of one address for it there");
        // What runs on the router cleans by address; that is where a dead mapping of a tunnel goes too (reference 4.6).
        if (!context.Policy.HasCleaning)
            context.Say("fb-no-flush", $"{titles} may hang on the mapping of the WAN that was left, as long as it keeps sending: this policy has nothing on the router that removes connections; clean-connections: true does");
    }

    /// <summary>The addresses that the tunnels dial, as far as they are written out.</summary>
    public static IReadOnlySet<IPAddress> Dialled(ImmutableArray<Tunnel> tunnels) =>
        tunnels.Select(tunnel => AddressWithPrefix.Parse(tunnel.Host)).Where(host => host is { IsHost: true, IsIPv4: true }).Select(host => host!.Value.Address).ToHashSet();

    private static void Unbind(PlanContext context, Tunnel tunnel)
    {
        foreach (var field in new[] { "local-address", "src-address" })
        {
            if (AddressWithPrefix.Parse(tunnel.Row[field]) is { IsHost: true } bound && context.Live.Addresses.Any(entry => !entry.Disabled && entry.Address is { } own && own.Address.Equals(bound.Address) && context.Wans.Any(wan => wan.Interface == entry.Interface)))
                context.Say("ipsec-pinned", $"{tunnel.Title} may only use {tunnel.Row[field]}; take its {field} away by hand, or make a second one for the other WAN, which the far end has to accept");
        }
        if (AddressWithPrefix.Parse(tunnel.Host) is not { IsHost: true, IsIPv4: true } hub)
            return;
        var pins = context.SoFar().RoutesTo(hub.Address).Where(route => route is { Disabled: false, Dynamic: false, Blackhole: false, Table: "main", Destination.IsHost: true }).ToList();
        if (pins.Find(route => Owned.Is(route.Item)) is not null)
            context.Say("mon-eq-dns", $"{tunnel.Host}, which {tunnel.Title} dials, is watched by this plan and so pinned to one WAN; name another host under canaries");
        else if (pins.Select(route => WanOf(context, route)).Distinct().ToList() is [{ } only] && context.Wans.Length > 1)
            Free(context, tunnel, pins, only);
    }

    /// <summary>The defaults of the main table go over every WAN in its order: without a route of its own the far end is reached by the one in use.</summary>
    private static void Free(PlanContext context, Tunnel tunnel, List<RouteEntry> pins, WanLink wan)
    {
        foreach (var pin in pins)
            FreedRoutes.Free(context, pin, $"it holds {tunnel.Host}, which {tunnel.Title} dials, on {wan.Interface}; without it the tunnel goes by whichever WAN is in use");
    }

    private static WanLink? WanOf(PlanContext context, RouteEntry route) => route.Gateways is not [var gateway] ? null
        : context.Wans.FirstOrDefault(wan => gateway.Interface == wan.Interface || (gateway.Address is { } address && (wan.Gateway == address.ToString()
            || context.Live.Addresses.Any(entry => !entry.Disabled && entry.Interface == wan.Interface && entry.Address is { IsHost: false } network && network.Contains(address)))));
}
