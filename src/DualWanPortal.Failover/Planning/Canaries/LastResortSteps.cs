using System.Collections.Immutable;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning.Canaries;

/// <summary>
/// Plain defaults stay, far behind those that are watched: they carry what they can when all watched hosts fall silent at once, and at no step of the plan, nor of its
/// undoing, is the router without a default (reference 5 B).
/// </summary>
internal static class LastResortSteps
{
    public static void Plan(PlanContext context, WanLeg leg, int place)
    {
        var routes = context.MainDefaults(leg.Wan).Where(route => IsPlain(context, route) && route.Distance < DistanceSteps.LastResort).ToList();
        foreach (var route in routes.Where(route => !route.Disabled).OrderByDescending(route => route.Distance))
        {
            context.Do(StepOf.Set(context.Live, route.Item, $"it would win over the watched defaults of {leg.Wan.Interface}; as last resort it carries on when all watched hosts are silent",
                ("distance", DistanceSteps.Text(DistanceSteps.LastResortOfClients + place))));
        }
        ClientSteps.Plan(context, leg.Wan, DistanceSteps.LastResortOfClients + place, besideRoutes: true, context.Paths);
    }

    /// <summary>Defaults over hosts that no WAN is watched by any more, or that were never found: only watched ones may stand in front.</summary>
    public static void SwitchOffOthers(PlanContext context, ImmutableArray<WanLeg> legs)
    {
        var kept = legs.SelectMany(leg => leg.Canaries.Take(leg.Distances.Length)).ToHashSet(StringComparer.Ordinal);
        foreach (var path in context.Paths.Where(path => path is { InMain: true, Route: { Dynamic: false, Disabled: false, Distance: < DistanceSteps.LastResort } } && !context.IsKept(path.Route.Item)))
        {
            var lost = path.Interface is null || !context.Wans.Any(wan => wan.Interface == path.Interface);
            var watched = path.Checked is { } host && (path.IsRecursive || lost) && (!kept.Contains(host) || context.DefaultsOver(host).Count() > 1);
            if (!watched || Owned.Is(path.Route.Item) || legs.Any(leg => leg.IsAdopted && leg.Wan.Interface == path.Interface))
                continue;
            context.Do(StepOf.Set(context.Live, path.Route.Item, Stray(path, lost), ("disabled", "yes")));
            if (!lost && CanaryChoice.HandedOut(context).Contains(path.Checked!))
                SetFree(context, path.Checked!);
        }
        foreach (var route in context.Live.Routes.Where(route => route is { IsDefault: true, Dynamic: false, Disabled: false, Table: "main", Gateways.Length: > 1, Distance: < DistanceSteps.LastResort }))
            context.Do(StepOf.Set(context.Live, route.Item, "it balances over several gateways, watched or not; behind the watched defaults it is a last resort", ("distance", DistanceSteps.Text(DistanceSteps.LastResortOfClients + legs.Length))));
    }

    /// <summary>A resolver of the LAN that only a check had tied to one WAN. What would swallow its packets goes first.</summary>
    private static void SetFree(PlanContext context, string host)
    {
        var now = context.SoFar();
        if (now.Routes.Any(route => route is { IsDefault: true, Disabled: false } && route.Gateways.Any(gateway => gateway.Address?.ToString() == host)))
            return;
        foreach (var tie in context.Live.Routes.Where(route => route is { Dynamic: false, Disabled: false, Table: "main", Destination: { IsHost: true } to } && to.Address.ToString() == host && !Owned.Is(route.Item)).OrderByDescending(route => route.Blackhole))
            context.Do(StepOf.Set(context.Live, tie.Item, $"{host} is handed out to the LAN as resolver, so every WAN has to reach it, and no default goes over it any more", ("disabled", "yes")));
    }

    private static string Stray(DefaultPath path, bool lost) => lost
        ? $"nothing leads to {path.Checked} over any WAN, and if something ever does this default would win over those whose hosts are watched"
        : $"{path.Checked} is not watched over {path.Interface} after this plan: this default would carry traffic by it although the watched hosts say that {path.Interface} is dead";

    private static bool IsPlain(PlanContext context, RouteEntry route) =>
        route.Gateways.Length == 1 && !Owned.Is(route.Item) && context.Paths.Any(path => path.Route == route && !path.IsRecursive);
}
