using System.Net;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Paths;

/// <summary>Host routes that tie an address to one WAN (reference 5 B).</summary>
internal static class Pins
{
    /// <summary>The route that pins the address; null when it goes wherever the default goes.</summary>
    public static RouteEntry? Of(RouterModel model, IPAddress address) =>
        model.RoutesTo(address).Where(route => !route.Disabled && !route.Blackhole && !route.Connected && !route.IsDefault && route.Table == "main" && !route.Gateways.IsEmpty && route.Destination is { PrefixLength: >= 24 })
            .OrderByDescending(route => route.Destination!.Value.PrefixLength).ThenBy(route => route.Distance).FirstOrDefault();

    /// <summary>The WAN that a pinning route leads to; null when the configuration does not tell.</summary>
    public static string? InterfaceOf(AuditSubject subject, RouteEntry pin)
    {
        if (DefaultPaths.InterfaceOf(subject.Model, pin.Gateways[0]) is { } name)
            return name;
        // A default over the same host or the same neighbour has found its interface already.
        return subject.Paths.FirstOrDefault(path => path.Interface is not null && (path.Hops.Contains(pin) || path.LastGateway.Text == pin.Gateways[0].Text))?.Interface;
    }

    /// <summary>Something stands behind the pin that keeps the host from being reached by the other WAN when the pin is gone.</summary>
    public static bool IsHeld(RouterModel model, RouteEntry pin) => pin.Destination is { } host && model.RoutesTo(host.Address).Any(route => route.Table == pin.Table && Holds(route, host, pin.Distance));

    /// <summary>The same for a pin of a host that is yet to be written into main.</summary>
    public static bool IsHeld(RouterModel model, string host, int distance) =>
        AddressWithPrefix.Parse(host) is { } address && model.RoutesTo(address.Address).Any(route => route.Table == "main" && Holds(route, address, distance));

    private static bool Holds(RouteEntry route, AddressWithPrefix host, int distance) =>
        !route.Disabled && route.Blackhole && route.Destination is { PrefixLength: >= 24 } to && (to.PrefixLength < host.PrefixLength || route.Distance > distance);
}
