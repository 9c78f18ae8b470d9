using System.Globalization;
using DualWanPortal.Simulation.Router.Routing;

namespace DualWanPortal.Simulation.Router.Links;

/// <summary>What a lease or session brings and takes away again: an address, default routes, resolvers (reference 3.3, 3.4, 3.5). All as dynamic rows.</summary>
internal sealed class AssignedAddress(SimulatedRouter router, RoutingEngine routing, DynamicResolvers resolvers)
{
    private readonly List<(Menu Menu, MenuRow Row)> _rows = [];

    public bool Present => _rows.Count > 0;

    /// <param name="address">With prefix length, <c>203.0.113.9/24</c>.</param>
    /// <param name="network">Far end of a point-to-point address.</param>
    /// <param name="routes">Default routes: gateway, distance and table of each.</param>
    /// <param name="kind">Flag of the route: <c>dhcp</c>, <c>vpn</c>, <c>modem</c>.</param>
    public void Put(string name, string address, string? network, IEnumerable<DefaultRoute> routes, string kind, IEnumerable<Ipv4> dns)
    {
        using (routing.Hold())
        {
            Take();
            Add("/ip/address", [new("address", address), new("interface", name), new("actual-interface", name), .. network is null ? Array.Empty<KeyValuePair<string, string>>() : [new("network", network)]]);
            foreach (var route in routes)
                Add("/ip/route", RouteValues(route, name, kind));
            resolvers.Put(name, dns);
        }
    }

    public void Take()
    {
        using (routing.Hold())
        {
            foreach (var (menu, row) in _rows)
                menu.Remove(row);
            if (_rows.Count > 0 && _rows[0].Row["interface"] is { } name)
                resolvers.Put(name, []);
            _rows.Clear();
        }
    }

    private void Add(string path, IEnumerable<KeyValuePair<string, string>> values)
    {
        var menu = router[path];
        _rows.Add((menu, menu.Add(values, dynamic: true)));
    }

    private IEnumerable<KeyValuePair<string, string>> RouteValues(DefaultRoute route, string name, string kind)
    {
        yield return new("dst-address", "0.0.0.0/0");
        yield return new("gateway", route.Gateway);
        yield return new("distance", route.Distance.ToString(CultureInfo.InvariantCulture));
        yield return new("scope", "30");
        yield return new("target-scope", "10");
        if (route.CheckGateway is "ping" or "arp")
            yield return new("check-gateway", route.CheckGateway);
        if (kind == "dhcp")
            yield return new("vrf-interface", name);
        if (router.Profile.Version.IsV6)
            yield break;
        yield return new("routing-table", route.Table == "main" ? routing.Vrfs.Of(name) ?? "main" : route.Table);
        yield return new(kind, "true");
    }
}

internal sealed record DefaultRoute(string Gateway, int Distance, string Table = "main", string? CheckGateway = null);
