using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Wans;

/// <summary>What the router makes of one default route at this moment.</summary>
internal enum PathState
{
    /// <summary>Carries traffic by the interface it is meant for.</summary>
    Active,

    /// <summary>Active, but its next hop resolves through another interface (reference 4.2: target-scope too wide).</summary>
    Elsewhere,

    /// <summary>Valid, another one has a lower distance.</summary>
    Standby,

    /// <summary>Taken out by its check, or its next hop does not resolve.</summary>
    Failed,
    Disabled,
}

internal static class PathStates
{
    public static PathState Of(DefaultPath path)
    {
        var route = path.Route;
        if (route.Disabled)
            return PathState.Disabled;
        if (GatewayUnreachable(path))
            return PathState.Failed;
        if (!route.Active)
            return route.Inactive ? PathState.Failed : PathState.Standby;
        return route.ImmediateInterfaces.IsEmpty || path.Interface is null || route.ImmediateInterfaces.Contains(path.Interface) ? PathState.Active : PathState.Elsewhere;
    }

    /// <summary>A v6 route may have several gateways and tells about each in <c>gateway-status</c> (reference 3.1).</summary>
    private static bool GatewayUnreachable(DefaultPath path) =>
        path.Route.Item["gateway-status"] is { } status
        && status.Split(',', StringSplitOptions.TrimEntries).Any(part => part.StartsWith(path.Gateway.Text + " ", StringComparison.Ordinal) && part.EndsWith(" unreachable", StringComparison.Ordinal));

    /// <summary>Whether the routes carry state at all: those of an export do not.</summary>
    public static bool AreShown(RouterModel model) =>
        model.Routes.Any(route => route.Item["active"] is not null || route.Item["inactive"] is not null || route.Item["dynamic"] is not null || route.Item["gateway-status"] is not null || route.Item["immediate-gw"] is not null);
}
