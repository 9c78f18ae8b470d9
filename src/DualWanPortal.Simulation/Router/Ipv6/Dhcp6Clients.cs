using DualWanPortal.Simulation.Router.Links;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Router.Ipv6;

/// <summary>
/// Clients of <c>/ipv6/dhcp-client</c>: bound while their interface runs and the provider serves leases, with a default over the provider's link-local address where they
/// are to add one. Whoever has a client is taken to have a provider with IPv6. A prefix fills the pool that the client names, an address stands on its
/// interface (as a /64: a guess); both are gone with the lease.
/// </summary>
internal sealed class Dhcp6Clients
{
    private readonly SimulatedRouter _router;
    private readonly InterfaceTable _interfaces;
    private readonly Internet _internet;
    private readonly LinkTimings _timings;
    private readonly Menu _menu;
    private readonly Menu _routes;
    private readonly Dictionary<MenuRow, Lease> _leases = [];

    public Dhcp6Clients(SimulatedRouter router, InterfaceTable interfaces, Internet internet, LinkTimings timings)
    {
        (_router, _interfaces, _internet, _timings, _menu, _routes) = (router, interfaces, internet, timings, router["/ipv6/dhcp-client"], router["/ipv6/route"]);
        _menu.Changed += OnChanged;
        interfaces.RunningChanged += (name, _) => Each(row => row["interface"] == name);
        router["/ipv6/settings"].Changed += change =>
        {
            if (change.ByHand)
                Each(_ => true);
        };
        foreach (var link in internet.Links)
            link.Changed += () => Each(row => _internet.On(row["interface"] ?? "") == link);
        Each(_ => true);
    }

    private void OnChanged(MenuChange change)
    {
        if (change.Kind == MenuChangeKind.Removed)
            Lose(change.Row);
        else if (change.Kind == MenuChangeKind.Added || change.ByHand)
            Follow(change.Row);
    }

    private void Each(Func<MenuRow, bool> which)
    {
        foreach (var row in _menu.Rows.Where(which).ToArray())
            Follow(row);
    }

    private void Follow(MenuRow row)
    {
        var name = row["interface"] ?? "";
        var link = _internet.On(name);
        if (row.Disabled || _router["/ipv6/settings"].Settings.Flag("disable-ipv6") || !_interfaces.Exists(name) || !_interfaces.IsRunning(name) || link is null || link.RevokesLease)
        {
            Lose(row);
            _menu.Set(row, byHand: false, ("status", row.Disabled ? "stopped" : "searching..."));
        }
        else if (_leases.TryGetValue(row, out var lease))
        {
            // Distance, check and the wish for a default act at once and keep the lease.
            if (lease.Bound)
                Route(row, lease);
        }
        else
        {
            var begun = _leases[row] = new Lease();
            _menu.Set(row, byHand: false, ("status", "searching..."));
            begun.Due = _router.Clock.After(_timings.DhcpBind, () => Bind(row, begun, link));
        }
    }

    private void Bind(MenuRow row, Lease lease, IspLink link)
    {
        if (!link.ServesLeases)
        {
            lease.Due = _router.Clock.After(TimeSpan.FromSeconds(4), () => Bind(row, lease, link));
            return;
        }
        lease.Bound = true;
        var plan = link.Plan.Ipv6;
        _menu.Set(row, byHand: false, ("status", "bound"),
            ("prefix", Requests(row, "prefix") ? plan.Delegated.ToString() : null), ("address", Requests(row, "address") ? plan.Assigned.ToString() : null));
        if (Requests(row, "address"))
            lease.Put(_router["/ipv6/address"], [new("address", $"{plan.Assigned}/64"), new("interface", row["interface"] ?? ""), new("advertise", "false"), new("global", "true")]);
        if (Requests(row, "prefix") && row["pool-name"] is { Length: > 0 } pool && _router.Find("/ipv6/pool") is { } pools && pools.Named(pool) is null)
            lease.Put(pools, [new("name", pool), new("prefix", plan.Delegated.ToString()), new("prefix-length", row["pool-prefix-length"] ?? "64")]);
        Route(row, lease);
    }

    private static bool Requests(MenuRow row, string what) => row["request"]?.Split(',').Contains(what) == true;

    private void Route(MenuRow row, Lease lease)
    {
        if (lease.Default is { } old)
            _routes.Remove(old);
        lease.Default = null;
        if (!row.Flag("add-default-route"))
            return;
        var check = row["check-gateway"] is "ping" or "arp" ? row["check-gateway"] : null;
        lease.Default = _routes.Add(
        [
            new("dst-address", "::/0"), new("gateway", $"{Ipv6Plan.LinkLocalGateway}%{row["interface"]}"), new("distance", row["default-route-distance"] ?? "1"), new("scope", "30"), new("target-scope", "10"),
            .. check is null ? Array.Empty<KeyValuePair<string, string>>() : [new("check-gateway", check)],
            .. _router.Profile.Version.IsV6 ? Array.Empty<KeyValuePair<string, string>>() : [new("routing-table", "main")],
        ], dynamic: true);
    }

    private void Lose(MenuRow row)
    {
        if (!_leases.Remove(row, out var lease))
            return;
        lease.Due?.Cancel();
        if (lease.Default is { } route)
            _routes.Remove(route);
        lease.Take();
        if (lease.Bound)
            _menu.Set(row, byHand: false, ("prefix", null), ("address", null));
    }

    private sealed class Lease
    {
        private readonly List<(Menu Menu, MenuRow Row)> _rows = [];

        public bool Bound { get; set; }
        public MenuRow? Default { get; set; }
        public ScheduledAction? Due { get; set; }

        public void Put(Menu menu, IEnumerable<KeyValuePair<string, string>> values) => _rows.Add((menu, menu.Add(values, dynamic: true)));

        public void Take()
        {
            foreach (var (menu, row) in _rows)
                menu.Remove(row);
            _rows.Clear();
        }
    }
}
