using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning;

/// <summary>Recursive defaults that the site has already are kept by every method; what makes them resolve through the wrong WAN, or through none, is mended (reference 4.2).</summary>
internal static class RecursionSteps
{
    private const int Right = 11;

    public static void Plan(PlanContext context)
    {
        var pinned = new HashSet<RouteEntry>();
        foreach (var path in context.Paths.Where(path => path is { InMain: true, Hops.Length: 1, Route: { Disabled: false, Dynamic: false }, Gateway.Interface: null }))
        {
            if (path.Route.TargetScope > Right)
                context.Do(StepOf.Set(context.Live, path.Route.Item, $"with target-scope={path.Route.TargetScope} {path.Checked} is found by another line when its host route is gone", ("target-scope", "11")));
            if (path.Via is not { } via || !pinned.Add(via))
                continue;
            if (via.Scope > Math.Min(Right, path.Route.TargetScope))
                context.Do(StepOf.Set(context.Live, via.Item, $"{path.Checked} is not found through a route of a scope above the target-scope", ("scope", "10")));
            foreach (var other in context.Live.Routes.Where(route => route != via && route.Destination == via.Destination && route is { Disabled: false, Dynamic: false, Blackhole: false } && route.Table == via.Table && route.Distance <= via.Distance))
                context.Do(StepOf.Set(context.Live, other.Item, $"a second way to {path.Checked} lets the check of {path.Interface} be answered by another line", ("disabled", "yes")));
        }
    }
}
