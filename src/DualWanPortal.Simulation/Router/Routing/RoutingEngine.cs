using System.Collections.Immutable;
using DualWanPortal.Simulation.Router.Links;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Router.Routing;

/// <summary>
/// Routing of one simulated router in one family: reads <c>/ip/route</c> or <c>/ipv6/route</c> and what it depends on, selects anew on each change, writes the outcome back into the rows and keeps the
/// forwarding table. The rules are in <see cref="RouteSelection"/>.
/// </summary>
public sealed class RoutingEngine
{
    private readonly SimulatedRouter _router;
    private readonly InterfaceTable _interfaces;
    private readonly AddressFamily _family;
    private readonly Menu _routes;
    private readonly RoutingDialect _dialect;
    private readonly GatewayChecks _checks;
    private readonly IConnectedRoutes _connected;
    private readonly Dictionary<MenuRow, RouteFact?> _facts = [];
    private bool _writing;
    private bool _stale;
    private int _held;

    /// <param name="connect">Makes what keeps the connected routes.</param>
    internal RoutingEngine(SimulatedRouter router, AddressFamily family, InterfaceTable interfaces, Vrfs vrfs, Func<IConnectedRoutes> connect, Func<ImmediateHop, IpAddress, ProbeKind, ProbeAnswer> send)
    {
        (_router, _family, _interfaces, _routes, _dialect, Vrfs) = (router, family, interfaces, router[family.Routes], RoutingDialect.Of(router.Profile), vrfs);
        _checks = new GatewayChecks(router, send);
        _routes.Changed += OnRoute;
        _checks.Changed += Recompute;
        interfaces.RunningChanged += (_, _) => Recompute();
        if (family.IsV6)
            router["/ipv6/settings"].Changed += _ =>
            {
                _facts.Clear();
                Recompute();
            };
        _held++;
        Vrfs.Changed += () =>
        {
            using (Hold())
            {
                _facts.Clear();
                _connected!.Review();
                _stale = true;
            }
        };
        _connected = connect();
        router["/interface"].Changed += change =>
        {
            if (change.Kind is MenuChangeKind.Added or MenuChangeKind.Removed)
                _connected.Review();
        };
        if (router.Find("/interface/bridge/port") is { } ports)
            ports.Changed += _ => _connected.Review();
        _held--;
        Recompute();
    }

    internal Vrfs Vrfs { get; }

    public ForwardingTable Forwarding { get; private set; } = ForwardingTable.Empty;

    /// <summary>Verdicts of the enabled routes, in row order.</summary>
    public ImmutableArray<RouteVerdict> Verdicts { get; private set; } = [];

    /// <summary>Which routes are active is about to change: what was counted so far belongs to the old ones.</summary>
    public event Action? Changing;

    /// <summary>Puts off selection until the returned object is disposed: several changes that belong together are judged once.</summary>
    public IDisposable Hold()
    {
        _held++;
        return new Release(this);
    }

    internal void StopChecks() => _checks.Stop();

    private void OnRoute(MenuChange change)
    {
        if (_writing)
            return;
        if (change.Kind is MenuChangeKind.Removed)
            _facts.Remove(change.Row);
        else
            _facts[change.Row] = Read(change.Row);
        Recompute();
    }

    /// <summary>Gateways of a custom table are looked for in main, those of a VRF's table in that table (reference 4.2).</summary>
    private RouteFact? Read(MenuRow row) => _family.IsV6 && _router["/ipv6/settings"].Settings.Flag("disable-ipv6") ? null : RouteRows.Read(row, _family) is { } fact && Vrfs.IsTable(fact.Table)
        ? fact with { Hops = [.. fact.Hops.Select(hop => hop is { Address: not null, Interface: null, Table: null } ? hop with { Table = fact.Table } : hop)] }
        : RouteRows.Read(row, _family);

    private void Recompute()
    {
        if (_held > 0 || _writing)
        {
            _stale = true;
            return;
        }
        _stale = false;
        if (_routes.Rows.Count == 0 && Verdicts.IsEmpty)
            return;
        Changing?.Invoke();
        var rows = _routes.Rows.ToArray();
        var enabled = new List<MenuRow>(rows.Length);
        var facts = new List<RouteFact>(rows.Length);
        foreach (var row in rows)
        {
            if (!_facts.TryGetValue(row, out var fact))
                _facts[row] = fact = Read(row);
            if (fact is null)
                continue;
            enabled.Add(row);
            facts.Add(fact);
        }
        var verdicts = RouteSelection.Select(facts, _interfaces.Running, _checks.Failed, _dialect);
        if (_checks.Follow(verdicts, _dialect))
            verdicts = RouteSelection.Select(facts, _interfaces.Running, _checks.Failed, _dialect);
        Verdicts = verdicts;
        Forwarding = new ForwardingTable(verdicts);
        Write(rows, enabled, verdicts);
        if (_stale)
            Recompute();
    }

    private void Write(MenuRow[] rows, List<MenuRow> enabled, ImmutableArray<RouteVerdict> verdicts)
    {
        _writing = true;
        var next = 0;
        foreach (var row in rows)
        {
            var judged = next < enabled.Count && ReferenceEquals(enabled[next], row) ? verdicts[next++] : null;
            RouteRows.Write(_routes, row, judged, _router.Profile);
        }
        _writing = false;
    }

    private sealed class Release(RoutingEngine engine) : IDisposable
    {
        private bool _done;

        public void Dispose()
        {
            if (_done)
                return;
            _done = true;
            if (--engine._held == 0 && engine._stale)
                engine.Recompute();
        }
    }
}
