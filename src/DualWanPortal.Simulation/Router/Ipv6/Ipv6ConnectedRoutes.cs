using DualWanPortal.Simulation.Packets;
using DualWanPortal.Simulation.Router.Routing;

namespace DualWanPortal.Simulation.Router.Ipv6;

/// <summary>One connected route for each address of IPv6. Those of link-local networks are left out: a gateway there is written with its interface.</summary>
internal sealed class Ipv6ConnectedRoutes : IConnectedRoutes
{
    private readonly Ipv6AddressRows _addresses;
    private readonly Menu _routes;
    private readonly bool _hasTables;
    private readonly Dictionary<OwnAddress, MenuRow> _routeOf = [];
    private int _edition = -1;

    public Ipv6ConnectedRoutes(SimulatedRouter router, Ipv6AddressRows addresses)
    {
        (_addresses, _routes, _hasTables) = (addresses, router["/ipv6/route"], !router.Profile.Version.IsV6);
        Review();
        // Pools are a menu that is made when it is needed: who hears of every change hears of those too.
        router.Changed += change =>
        {
            if (change.Menu.Path is "/ipv6/address" or "/ipv6/pool" && _addresses.Edition != _edition)
                Review();
        };
    }

    public void Review()
    {
        _edition = _addresses.Edition;
        var wanted = _addresses.Read().ToHashSet();
        foreach (var (gone, row) in _routeOf.Where(pair => !wanted.Contains(pair.Key)).ToArray())
        {
            _routeOf.Remove(gone);
            _routes.Remove(row);
        }
        foreach (var own in wanted.Where(own => !_routeOf.ContainsKey(own)))
            _routeOf[own] = _routes.Add(Values(own), dynamic: true);
    }

    private IEnumerable<KeyValuePair<string, string>> Values(OwnAddress own)
    {
        yield return new("dst-address", own.Network.ToString());
        yield return new("gateway", own.Interface);
        yield return new("distance", "0");
        yield return new("scope", "10");
        yield return new("target-scope", "5");
        yield return new("connect", "true");
        if (_hasTables)
            yield return new("routing-table", "main");
    }
}
