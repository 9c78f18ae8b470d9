using System.Globalization;
using DualWanPortal.Simulation.Router.Links;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Router.Ipv6;

/// <summary>
/// Which rows of <c>/ipv6/route</c> are active: of those with one destination in one table the lowest distance whose interface runs and whose gateway answers its check.
/// As the reference is silent on IPv6, distance and check-gateway are taken to work as for IPv4 (reference 4.1, 4.3; a guess). A gateway is resolved by its interface or a
/// network of it, never through another route, and no packet is routed by this.
/// </summary>
internal sealed class Ipv6Routes
{
    private readonly SimulatedRouter _router;
    private readonly InterfaceTable _interfaces;
    private readonly Internet _internet;
    private readonly Menu _routes;
    private readonly Menu _addresses;
    private readonly Dictionary<MenuRow, Check> _checks = [];
    private bool _writing;

    public Ipv6Routes(SimulatedRouter router, InterfaceTable interfaces, Internet internet)
    {
        (_router, _interfaces, _internet, _routes, _addresses) = (router, interfaces, internet, router["/ipv6/route"], router["/ipv6/address"]);
        _routes.Changed += change =>
        {
            if (!_writing)
                Follow(change);
        };
        _addresses.Changed += _ => Select();
        interfaces.RunningChanged += (_, _) => Select();
        foreach (var row in _routes.Rows)
            Watch(row);
        Select();
    }

    private void Follow(MenuChange change)
    {
        if (change.Kind == MenuChangeKind.Removed)
            Forget(change.Row);
        else
            Watch(change.Row);
        Select();
    }

    private void Watch(MenuRow row)
    {
        var wanted = !row.Disabled && row["check-gateway"] is "ping" or "arp" && Ipv6Gateway.Parse(row["gateway"] ?? "").Address is not null;
        if (!wanted)
            Forget(row);
        else if (!_checks.ContainsKey(row))
        {
            var check = _checks[row] = new Check();
            check.Due = _router.Clock.After(_router.Profile.CheckGatewayInterval, () => Ask(row, check));
        }
    }

    private void Forget(MenuRow row)
    {
        if (_checks.Remove(row, out var check))
            check.Due?.Cancel();
    }

    private void Ask(MenuRow row, Check check)
    {
        check.Due = _router.Clock.After(_router.Profile.CheckGatewayInterval, () => Ask(row, check));
        var before = check.Failed;
        // Who does not resolve is not asked and begins anew.
        check.Misses = Exit(row) is not { } exit || Answers(exit) ? 0 : check.Misses + 1;
        check.Failed = check.Misses >= _router.Profile.CheckGatewayCount;
        if (before != check.Failed)
            Select();
    }

    /// <summary>A provider's next hop is one device: it answers over IPv6 while it does over IPv4.</summary>
    private bool Answers(string name) => _internet.On(name) is not { } link || link.GatewayAnswers;

    private string? Exit(MenuRow row)
    {
        var gateway = Ipv6Gateway.Parse(row["gateway"] ?? "");
        var name = gateway.Interface ?? (gateway.Address is { } address ? _addresses.Rows.FirstOrDefault(own => !own.Disabled && Ipv6Gateway.Holds(own["address"], address))?["interface"] : null);
        return name is not null && _interfaces.IsRunning(name) ? name : null;
    }

    private void Select()
    {
        if (_writing || _routes.Rows.Count == 0)
            return;
        _writing = true;
        foreach (var group in _routes.Rows.GroupBy(row => (row["routing-table"] ?? "main", row["dst-address"])).ToArray())
        {
            var usable = group.Where(row => !row.Disabled && (row.Flag("blackhole") || Exit(row) is not null) && !(_checks.TryGetValue(row, out var check) && check.Failed)).ToArray();
            var best = usable.Length == 0 ? int.MaxValue : usable.Min(Distance);
            foreach (var row in group)
                Write(row, usable.Contains(row), best);
        }
        _writing = false;
    }

    private void Write(MenuRow row, bool reachable, int best)
    {
        var active = reachable && Distance(row) == best;
        if (_router.Profile.Version.IsV6)
            _routes.Set(row, byHand: false, ("active", active ? "true" : null), ("static", row.Dynamic ? null : "true"));
        else
            _routes.Set(row, byHand: false, ("active", active ? "true" : "false"), ("inactive", reachable || row.Disabled ? "false" : "true"), ("static", row.Dynamic ? "false" : "true"));
    }

    private static int Distance(MenuRow row) => int.TryParse(row["distance"], NumberStyles.None, CultureInfo.InvariantCulture, out var distance) ? distance : 1;

    private sealed class Check
    {
        public int Misses { get; set; }
        public bool Failed { get; set; }
        public ScheduledAction? Due { get; set; }
    }
}
