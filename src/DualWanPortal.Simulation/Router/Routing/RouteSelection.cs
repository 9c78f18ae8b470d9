using System.Collections.Immutable;

namespace DualWanPortal.Simulation.Router.Routing;

/// <summary>
/// Which routes are reachable and which are active: a pure function over the routes, the interfaces that run and the gateways whose check fails (reference 4.1, 4.2).
/// Routes are worked off in rising effective scope, each resolving through what is active so far, and again until nothing changes: a route may take the place of
/// another one, through which a third resolves.
/// </summary>
public sealed class RouteSelection
{
    private readonly IReadOnlyList<RouteFact> _routes;
    private readonly IReadOnlySet<string> _running;
    private readonly IReadOnlySet<CheckKey> _failed;
    private readonly RoutingDialect _dialect;
    private readonly int[] _scope;
    private readonly int[] _order;
    private readonly bool[] _active;
    private readonly bool[] _reachable;
    private readonly ImmutableArray<HopVerdict>[] _hops;
    private readonly Dictionary<(string Table, IpPrefix Destination), List<int>> _byPrefix = [];
    private readonly Dictionary<string, int[]> _lengths = new(StringComparer.Ordinal);

    private RouteSelection(IReadOnlyList<RouteFact> routes, IReadOnlySet<string> running, IReadOnlySet<CheckKey> failed, RoutingDialect dialect)
    {
        (_routes, _running, _failed, _dialect) = (routes, running, failed, dialect);
        _scope = [.. routes.Select(dialect.EffectiveScope)];
        _order = [.. Enumerable.Range(0, routes.Count).OrderBy(index => _scope[index])];
        _active = new bool[routes.Count];
        _reachable = new bool[routes.Count];
        _hops = new ImmutableArray<HopVerdict>[routes.Count];
        for (var index = 0; index < routes.Count; index++)
        {
            var key = (routes[index].Table, routes[index].Destination);
            if (!_byPrefix.TryGetValue(key, out var group))
                _byPrefix[key] = group = [];
            group.Add(index);
        }
        foreach (var table in _byPrefix.Keys.GroupBy(key => key.Table, StringComparer.Ordinal))
            _lengths[table.Key] = [.. table.Select(key => key.Destination.Length).Distinct().OrderDescending()];
    }

    /// <param name="routes">Enabled routes; their order decides between equals where only one can be active.</param>
    /// <param name="running">Names of the interfaces that run.</param>
    /// <param name="failed">Gateways whose check counted enough misses.</param>
    /// <returns>One verdict per route, in the same order.</returns>
    public static ImmutableArray<RouteVerdict> Select(
        IReadOnlyList<RouteFact> routes, IReadOnlySet<string> running, IReadOnlySet<CheckKey> failed, RoutingDialect dialect)
    {
        var selection = new RouteSelection(routes, running, failed, dialect);
        // Each useful round settles at least one route; a set of routes that chases its own tail ends here too, as the last round left it.
        for (var round = 0; round <= routes.Count + 1 && selection.Round(); round++)
        {
        }
        return selection.Verdicts();
    }

    private bool Round()
    {
        var changed = false;
        foreach (var index in _order)
        {
            _hops[index] = [.. HopsOf(_routes[index]).Select(hop => Judge(index, hop))];
            var reachable = _routes[index].Action != RouteAction.Unicast || _hops[index].Any(hop => hop.Usable);
            if (reachable != _reachable[index])
            {
                _reachable[index] = reachable;
                changed = true;
            }
            changed |= Elect(_byPrefix[(_routes[index].Table, _routes[index].Destination)]);
        }
        return changed;
    }

    private static ImmutableArray<NextHop> HopsOf(RouteFact route) => route.Action == RouteAction.Unicast ? route.Hops : [];

    private bool Elect(List<int> group)
    {
        var best = int.MaxValue;
        foreach (var index in group)
        {
            if (_reachable[index])
                best = Math.Min(best, _routes[index].Distance);
        }
        var changed = false;
        var taken = false;
        foreach (var index in group)
        {
            var active = _reachable[index] && _routes[index].Distance == best && (_dialect.EqualDistanceMerges || !taken);
            taken |= active;
            changed |= active != _active[index];
            _active[index] = active;
        }
        return changed;
    }

    private HopVerdict Judge(int index, NextHop hop)
    {
        var route = _routes[index];
        var immediate = new List<ImmediateHop>();
        var recursive = false;
        Resolve(hop, route.TargetScope, immediate, ref recursive, index, depth: 0);
        var failed = CheckKey.Of(route, hop, _dialect) is { } key && _failed.Contains(key);
        return new HopVerdict(hop, [.. immediate.Distinct()], recursive, failed);
    }

    /// <param name="origin">The route whose gateway this is about.</param>
    private void Resolve(NextHop hop, int maxScope, List<ImmediateHop> found, ref bool recursive, int origin, int depth)
    {
        if (hop.Interface is { } name)
        {
            if (_running.Contains(name))
                found.Add(new ImmediateHop(hop.Address, name));
            return;
        }
        // Depth ends a v6 chain of equal scopes that leads back to itself; v7 scopes rise by definition.
        if (hop.Address is not { } address || depth > _routes.Count)
            return;
        // Routes of custom tables resolve in main: connected routes live only there (reference 4.2).
        foreach (var index in Covering(hop.Table ?? "main", address, maxScope, origin))
        {
            var via = _routes[index];
            if (via.Action != RouteAction.Unicast)
                continue;
            foreach (var next in via.Hops)
            {
                if (CheckKey.Of(via, next, _dialect) is { } key && _failed.Contains(key))
                    continue;
                if (next.Interface is { } exit && next.Address is null)
                {
                    if (_running.Contains(exit))
                        found.Add(via.Connected ? new ImmediateHop(address, exit) : new ImmediateHop(null, exit));
                    recursive |= !via.Connected;
                }
                else
                {
                    recursive = true;
                    Resolve(next, via.TargetScope, found, ref recursive, origin, depth + 1);
                }
            }
        }
    }

    /// <summary>
    /// The active routes of the longest prefix that covers the address, among those within the scope. A route may be found by one of its own prefix that it then
    /// displaces on v7, a default by another default: scopes are worked off in rising order (reference 4.2), and that is how a default comes to lie.
    /// </summary>
    private int[] Covering(string table, IpAddress address, int maxScope, int origin)
    {
        foreach (var length in _lengths.GetValueOrDefault(table) ?? [])
        {
            if (!_byPrefix.TryGetValue((table, IpPrefix.Of(address, length)), out var group))
                continue;
            var found = _dialect.CorrectsScope && group.Contains(origin) ? BestWithout(origin, group, maxScope) : group.Where(index => _active[index] && _scope[index] <= maxScope).ToArray();
            if (found.Length > 0)
                return found;
        }
        return [];
    }

    private int[] BestWithout(int origin, List<int> group, int maxScope)
    {
        var others = group.Where(index => index != origin && _reachable[index] && _scope[index] <= maxScope).ToArray();
        if (others.Length == 0)
            return [];
        var best = others.Min(index => _routes[index].Distance);
        return [.. others.Where(index => _routes[index].Distance == best).Take(_dialect.EqualDistanceMerges ? others.Length : 1)];
    }

    private ImmutableArray<RouteVerdict> Verdicts()
    {
        var verdicts = ImmutableArray.CreateBuilder<RouteVerdict>(_routes.Count);
        for (var index = 0; index < _routes.Count; index++)
        {
            var group = _byPrefix[(_routes[index].Table, _routes[index].Destination)];
            var ecmp = _active[index] && (group.Count(other => _active[other]) > 1 || _hops[index].Count(hop => hop.Usable) > 1);
            verdicts.Add(new RouteVerdict(_routes[index], _reachable[index], _active[index], ecmp, _hops[index].IsDefault ? [] : _hops[index]));
        }
        return verdicts.MoveToImmutable();
    }
}
