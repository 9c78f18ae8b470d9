using DualWanPortal.Simulation.Router.Links;

namespace DualWanPortal.Simulation.Router.Routing;

/// <summary>What keeps one connected route for each address of a family.</summary>
internal interface IConnectedRoutes
{
    /// <summary>Interfaces came, went or moved between bridges.</summary>
    void Review();
}

/// <summary>One connected route for each enabled address; its row stays, inactive, while the interface is down (reference 4.1).</summary>
internal sealed class ConnectedRoutes : IConnectedRoutes
{
    private readonly SimulatedRouter _router;
    private readonly InterfaceTable _interfaces;
    private readonly Vrfs _vrfs;
    private readonly Menu _addresses;
    private readonly Menu _routes;
    private readonly Dictionary<MenuRow, MenuRow> _routeOf = [];
    private bool _writing;

    public ConnectedRoutes(SimulatedRouter router, InterfaceTable interfaces, Vrfs vrfs)
    {
        (_router, _interfaces, _vrfs, _addresses, _routes) = (router, interfaces, vrfs, router["/ip/address"], router["/ip/route"]);
        foreach (var row in _addresses.Rows.ToArray())
            Follow(row);
        _addresses.Changed += OnChanged;
    }

    public void Review()
    {
        foreach (var row in _addresses.Rows.ToArray())
            Follow(row);
    }

    private void OnChanged(MenuChange change)
    {
        if (_writing || change.Kind == MenuChangeKind.Moved)
            return;
        if (change.Kind == MenuChangeKind.Removed)
            Drop(change.Row);
        else
            Follow(change.Row);
    }

    private void Follow(MenuRow address)
    {
        var name = address["interface"] ?? "";
        var actual = _interfaces.BridgeOf(name) ?? name;
        _writing = true;
        var slash = (address["address"] ?? "").Split('/');
        var own = Ipv4.Parse(slash[0]);
        var network = own is { } host && int.TryParse(slash.ElementAtOrDefault(1) ?? "32", out var length) && length is >= 0 and <= 32
            ? Ipv4Prefix.Of(length == 32 && Ipv4.Parse(address["network"]) is { } far ? far : host, length) : (Ipv4Prefix?)null;
        _addresses.Set(address, byHand: false,
            ("actual-interface", actual), ("network", address["network"] ?? network?.Network.ToString()), ("invalid", _interfaces.Exists(name) ? "false" : "true"),
            ("slave", _interfaces.BridgeOf(name) is null ? null : "true"), ("vrf", ShowsVrf ? _vrfs.Of(actual) ?? "main" : null));
        _writing = false;
        if (address.Disabled || !_interfaces.Exists(actual) || network is not { } destination || own is null)
        {
            Drop(address);
            return;
        }
        if (_routeOf.TryGetValue(address, out var known))
        {
            if (known["dst-address"] == destination.ToString() && known["gateway"] == actual && known["local-address"] is var local && (local is null || local == $"{own}%{actual}")
                && known["routing-table"] is var table && (table is null || table == (_vrfs.Of(actual) ?? "main")))
            {
                return;
            }
            Drop(address);
        }
        _routeOf[address] = _routes.Add(Values(destination, actual, own.Value), dynamic: true);
    }

    private IEnumerable<KeyValuePair<string, string>> Values(Ipv4Prefix destination, string name, Ipv4 own)
    {
        yield return new("dst-address", destination.ToString());
        yield return new("gateway", name);
        yield return new("distance", "0");
        yield return new("scope", "10");
        yield return new("connect", "true");
        if (_router.Profile.Version.IsV6)
        {
            yield return new("pref-src", own.ToString());
            yield break;
        }
        yield return new("routing-table", _vrfs.Of(name) ?? "main");
        yield return new("target-scope", "5");
        yield return new("local-address", $"{own}%{name}");
    }

    /// <summary>Since which version addresses show their VRF is a guess: the reference says of recent ones (3.6).</summary>
    private bool ShowsVrf => _router.Profile.Version.AtLeast(7, 20);

    private void Drop(MenuRow address)
    {
        if (_routeOf.Remove(address, out var route))
            _routes.Remove(route);
    }
}
