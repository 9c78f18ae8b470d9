using System.Globalization;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning;

/// <summary>Gives the defaults of each WAN its distance, from the last WAN to the first, so that the backup steps back before the primary is touched.</summary>
internal static class DistanceSteps
{
    /// <summary>Distances from here on are last resorts that people put behind the real defaults (reference 5 B).</summary>
    internal const int LastResort = 100;
    internal const int LastResortOfClients = 200;

    public static void Plan(PlanContext context)
    {
        var paths = context.Paths;
        var places = new List<(WanLink Wan, List<RouteEntry> Routes, int Distance)>();
        var next = context.Policy.FirstDistance;
        for (var i = 0; i < context.Wans.Length; i++)
        {
            var wan = context.Wans[i];
            var own = paths.Where(path => path.InMain && path.Interface == wan.Interface && !path.Route.Dynamic).Select(path => path.Route).ToList();
            foreach (var several in own.Where(route => route.Gateways.Length > 1))
                context.Say("def-gateway-list", $"the default route gateway={several.Item["gateway"]} balances over several gateways and is left alone; split it by hand to give {wan.Interface} a distance of its own");
            var routes = Usable(own);
            var distance = Math.Max(next, context.Policy.FirstDistance + i * context.Policy.DistanceStep);
            places.Add((wan, routes, distance));
            next = distance + Spread(routes) + 1;
        }
        for (var i = places.Count - 1; i >= 0; i--)
        {
            var (wan, routes, distance) = places[i];
            if (routes.Count > 0)
                RouteSteps.Plan(context, wan, routes, distance);
            ClientSteps.Plan(context, wan, routes.Count > 0 ? LastResortOfClients + i : distance, routes.Count > 0, paths);
        }
    }

    /// <summary>One WAN alone.</summary>
    public static void Plan(PlanContext context, WanLink wan, int distance)
    {
        var routes = Usable([.. context.MainDefaults(wan)]);
        if (routes.Count > 0)
            RouteSteps.Plan(context, wan, routes, distance);
        ClientSteps.Plan(context, wan, routes.Count > 0 ? LastResortOfClients + context.Wans.IndexOf(wan) : distance, routes.Count > 0, context.Paths);
    }

    /// <summary>The routes that make up the WAN's place; those far behind stay where they are. A route switched off counts when there is no other.</summary>
    internal static List<RouteEntry> Usable(List<RouteEntry> own)
    {
        var single = own.FindAll(route => route.Gateways.Length == 1 && route.Distance < LastResort);
        var enabled = single.FindAll(route => !route.Disabled);
        return enabled.Count > 0 ? enabled : single;
    }

    /// <summary>Several monitored hosts of one WAN may follow each other (reference 5 B): they keep their steps.</summary>
    private static int Spread(List<RouteEntry> routes) => routes.Count == 0 ? 0 : routes.Max(route => route.Distance) - routes.Min(route => route.Distance);

    internal static string Text(int distance) => distance.ToString(CultureInfo.InvariantCulture);
}
