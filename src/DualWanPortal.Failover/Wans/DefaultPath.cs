using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Wans;

/// <summary>One gateway of one default route, followed to the interface that it is meant to leave by.</summary>
/// <param name="Interface">Null when neither configuration nor state tells.</param>
/// <param name="Via">The host route that pins the gateway (recursive routing, reference 5 B); null when the gateway is the next hop itself.</param>
internal sealed record DefaultPath(RouteEntry Route, RouteGateway Gateway, string? Interface, RouteEntry? Via)
{
    public bool InMain => Route.Table == "main";
    public bool IsRecursive => Via is not null;

    /// <summary>The host that check-gateway pings; null for an interface gateway, which cannot be checked (reference 4.3).</summary>
    public string? Checked => Gateway.Address?.ToString();

    /// <summary>The neighbour that packets are handed to, as address or interface.</summary>
    public string NextHop => Via is { Gateways: [var pinned, ..] } ? Short(pinned) : Short(Gateway);

    private static string Short(RouteGateway gateway) => gateway.Address?.ToString() ?? gateway.Interface ?? gateway.Text;
}
