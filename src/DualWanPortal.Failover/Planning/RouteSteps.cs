using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning;

/// <summary>Distance and check of the static defaults of one WAN.</summary>
internal static class RouteSteps
{
    private const string SilentGateway = "A gateway that does not answer ping makes the router give this WAN up within half a minute.";

    public static void Plan(PlanContext context, WanLink wan, List<RouteEntry> routes, int distance)
    {
        var lowest = routes.Min(route => route.Distance);
        foreach (var route in routes.OrderByDescending(route => route.Distance))
        {
            if (route.Disabled && Switched(context, route))
            {
                context.Say("failback", $"the default route of {wan.Interface} is switched off and a script or netwatch names it; it stays as it is");
                continue;
            }
            Change(context, wan, route, DistanceSteps.Text(distance + route.Distance - lowest));
        }
    }

    private static void Change(PlanContext context, WanLink wan, RouteEntry route, string distance)
    {
        var ordered = wan.Interface == context.Wans[0].Interface ? $"{wan.Interface} is preferred" : $"{wan.Interface} comes after {Before(context, wan)}";
        var check = context.Policy.CheckGateway && route.CheckGateway == "none" && route.Gateways[0].Address is not null;
        if (!check)
        {
            context.Do(StepOf.Set(context.Live, route.Item, ordered, ("disabled", "no"), ("distance", distance)));
            return;
        }
        const string why = "without a check the route stays in use while its gateway is dead";
        if (!context.IsV6)
        {
            var both = StepOf.Set(context.Live, route.Item, RowMatch.Has(route.Item, "distance", distance) ? why : $"{ordered}; {why}", ("disabled", "no"), ("distance", distance), ("check-gateway", "ping"));
            context.Do(both! with { Remark = SilentGateway });
            return;
        }
        // v6 knows no check-gateway=none: what was absent before can only be unset again, which is a command of its own.
        context.Do(StepOf.Set(context.Live, route.Item, ordered, ("disabled", "no"), ("distance", distance)));
        var now = context.SoFar();
        var row = now.Routes.FirstOrDefault(other => other.Item["gateway"] == route.Item["gateway"] && other.Table == route.Table && !other.Dynamic && RowMatch.Has(other.Item, "distance", distance) && other.CheckGateway == "none");
        if (row is not null)
            context.Do(StepOf.SetAbsent(now, row.Item, "check-gateway", "ping", why) with { Remark = SilentGateway });
    }

    /// <summary>Something that runs on the router moves the route: it is not ours to switch.</summary>
    private static bool Switched(PlanContext context, RouteEntry route) =>
        route.Comment is { Length: > 0 } comment && context.Live.Items.Any(item => item.Menu is "/tool/netwatch" or "/system/script" or "/system/scheduler" or "/ip/dhcp-client" or "/ppp/profile"
            && item.Values.Any(value => value.Key is not "comment" && value.Value.Contains(comment, StringComparison.Ordinal)));

    private static string Before(PlanContext context, WanLink wan) => context.Wans[context.Wans.IndexOf(wan) - 1].Interface;
}
