using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning.Canaries;

/// <summary>What leads from the router to the ISP of a WAN.</summary>
internal static class NextHop
{
    /// <summary>The interface where it is point to point, else the neighbour's address; null when nobody knows it (now).</summary>
    public static string? Of(PlanContext context, WanLink wan)
    {
        if (IsPointToPoint(context.Live, wan))
            return wan.Interface;
        var address = wan.Kind == WanKind.Dhcp
            ? context.Live.DhcpClients.FirstOrDefault(client => client.Interface == wan.Interface)?.Gateway
            : wan.Gateway;
        if (AddressWithPrefix.Parse(address) is not { IsHost: true })
            return null;
        return IsAmbiguous(context, wan, address!) ? $"{address}%{wan.Interface}" : address;
    }

    /// <summary>Two modems with the same address or network: the gateway alone would be met on both (reference 5.x, 13).</summary>
    public static bool IsAmbiguous(PlanContext context, WanLink wan, string address) =>
        AddressWithPrefix.Parse(address) is { } host && context.Wans.Any(other => other.Interface != wan.Interface && (other.Gateway == address
            || context.Live.Addresses.Any(entry => !entry.Disabled && entry.Interface == other.Interface && entry.Address is { IsHost: false } network && network.Contains(host.Address))
            || context.Live.DhcpClients.Any(client => !client.Disabled && client.Interface == other.Interface && client.Address is { IsHost: false } lease && lease.Contains(host.Address))));

    /// <summary>Whether a route's gateway is the wanted one; the interface may stand with it or not.</summary>
    public static bool IsSame(RouteEntry route, string wanted, WanLink wan) =>
        route.Gateways is [var only] && (only.Text == wanted || (only.Address?.ToString() == wanted && only.Interface == wan.Interface));

    public static bool IsPointToPoint(RouterModel model, WanLink wan) =>
        wan.Kind is WanKind.Pppoe or WanKind.Lte or WanKind.WireGuard || model.Interface(wan.Interface) is { IsPointToPoint: true };
}
