using DualWanPortal.Simulation.Router.Routing;

namespace DualWanPortal.Simulation.Tests.Routing;

/// <summary>
/// Reference 4.1 and 4.2 as a question instead of a procedure: given which routes are said to be active, is every statement of the text true? Trying all sets of
/// active routes finds every answer that the text allows. Slow and without cleverness on purpose.
/// </summary>
internal static class SlowRouting
{
    public static List<bool[]> ConsistentAnswers(RouteFact[] routes, ISet<string> running, ISet<CheckKey> failed, RoutingDialect dialect)
    {
        var answers = new List<bool[]>();
        for (var set = 0; set < 1 << routes.Length; set++)
        {
            var active = Enumerable.Range(0, routes.Length).Select(index => (set >> index & 1) == 1).ToArray();
            if (IsConsistent(routes, active, running, failed, dialect))
                answers.Add(active);
        }
        return answers;
    }

    private static bool IsConsistent(RouteFact[] routes, bool[] active, ISet<string> running, ISet<CheckKey> failed, RoutingDialect dialect)
    {
        var reachable = routes.Select(route => route.Action != RouteAction.Unicast || route.Hops.Any(hop => Usable(route, hop, []))).ToArray();
        for (var index = 0; index < routes.Length; index++)
        {
            var rivals = Enumerable.Range(0, routes.Length).Where(other => routes[other].Table == routes[index].Table && routes[other].Destination == routes[index].Destination && reachable[other]).ToArray();
            var best = rivals.Length > 0 && routes[index].Distance == rivals.Min(other => routes[other].Distance);
            var first = dialect.EqualDistanceMerges || rivals.FirstOrDefault(other => routes[other].Distance == routes[index].Distance, -1) == index;
            if (active[index] != (reachable[index] && best && first))
                return false;
        }
        return true;

        bool Usable(RouteFact route, NextHop hop, RouteFact[] path)
        {
            if (hop.Address is not null && failed.Any(key => dialect.GatewaysAreShared ? key.Hop.Address == hop.Address && key.Hop.Interface == hop.Interface
                    : key.Hop == hop && key.TargetScope == route.TargetScope && key.Kind == route.CheckGateway))
                return false;
            return Resolves(route, hop, path);
        }

        bool Resolves(RouteFact route, NextHop hop, RouteFact[] path)
        {
            if (hop.Interface is { } name)
                return running.Contains(name);
            var covering = routes.Where((other, index) => active[index] && other.Table == "main" && other.Destination.Contains(hop.Address!.Value) && Scope(other) <= route.TargetScope).ToArray();
            if (covering.Length == 0)
                return false;
            var longest = covering.Max(other => other.Destination.Length);
            return covering.Where(other => other.Destination.Length == longest && other.Action == RouteAction.Unicast && !path.Contains(other, ReferenceEqualityComparer.Instance))
                .Any(other => other.Hops.Any(next => Usable(other, next, [.. path, other])));
        }

        // "If R.scope ≤ R.target-scope, the next hop's effective scope is set to target-scope + 1"; connected counts as 10.
        int Scope(RouteFact route)
        {
            if (route.Connected)
                return 10;
            if (!dialect.CorrectsScope)
                return route.Scope;
            var scope = route.Scope == 255 ? 254 : route.Scope;
            return scope > route.TargetScope ? scope : route.TargetScope + 1;
        }
    }
}
