using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Paths;

internal enum ScopeFit
{
    /// <summary>Resolves on every version.</summary>
    Good,

    /// <summary>v7: by the documented correction it does not resolve, by a field report it did.</summary>
    Tight,

    /// <summary>Does not resolve on any version.</summary>
    TooHigh,
}

/// <summary>Whether the next hop of each route of a recursive chain resolves through the route below it (reference 4.2).</summary>
internal static class NextHopScopes
{
    /// <summary>Scope of a route as the route above sees it: v7 lifts it above the target scope where it is not higher.</summary>
    public static int Effective(RouteEntry route, bool v6) => v6 || route.Scope > route.TargetScope ? route.Scope : route.TargetScope + 1;

    /// <summary>The worst fit of the chain, with the route whose target scope is too low and the one below it.</summary>
    public static (ScopeFit Fit, RouteEntry? Above, RouteEntry? Below) Of(DefaultPath path, bool? v6)
    {
        (ScopeFit Fit, RouteEntry? Above, RouteEntry? Below) worst = (ScopeFit.Good, null, null);
        var above = path.Route;
        foreach (var below in path.Hops)
        {
            var fit = below.Scope > above.TargetScope ? ScopeFit.TooHigh : v6 == false && Effective(below, false) > above.TargetScope ? ScopeFit.Tight : ScopeFit.Good;
            if (fit > worst.Fit)
                worst = (fit, above, below);
            above = below;
        }
        return worst;
    }
}
