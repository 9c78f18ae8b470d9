using System.Collections.Immutable;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Wans;

/// <summary>One gateway of one default route, followed to the interface that it is meant to leave by.</summary>
/// <param name="Interface">Null when neither configuration nor state tells.</param>
/// <param name="Hops">The routes that lead to the gateway, from the one that pins it down to the one whose own gateway is a neighbour (recursive routing, reference 5 B); none when the gateway is the next hop itself.</param>
internal sealed record DefaultPath(RouteEntry Route, RouteGateway Gateway, string? Interface, ImmutableArray<RouteEntry> Hops)
{
    /// <summary>The route that pins the gateway; null when the gateway is the next hop itself.</summary>
    public RouteEntry? Via => Hops.IsEmpty ? null : Hops[0];

    public bool InMain => Route.Table == "main";
    public bool IsRecursive => !Hops.IsEmpty;

    /// <summary>The host that check-gateway pings; null for an interface gateway, which cannot be checked (reference 4.3).</summary>
    public string? Checked => Gateway.Address?.ToString();

    /// <summary>The neighbour that packets are handed to, as address or interface.</summary>
    public string NextHop => Short(LastGateway);

    /// <summary>As written in the route that names the neighbour.</summary>
    public RouteGateway LastGateway => Hops is [.., { Gateways: [var pinned, ..] }] ? pinned : Gateway;

    private static string Short(RouteGateway gateway) => gateway.Address?.ToString() ?? gateway.Interface ?? gateway.Text;
}
