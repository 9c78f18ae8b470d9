using DualWanPortal.Failover.Policies;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning.Canaries;

/// <summary>
/// The default routes over the watched hosts. One method has the router ping them (reference 5 B), the other leaves the judgement to netwatch and needs only one
/// default per WAN (reference 5 C).
/// </summary>
internal static class CanaryDefaults
{
    /// <summary>One above the scope of the host route as v7 counts it; right on v6 as well (reference 4.2).</summary>
    private const string TargetScope = "11";

    public static void Plan(PlanContext context, WanLeg leg)
    {
        if (leg.IsAdopted)
        {
            Shift(context, leg);
            return;
        }
        var pinned = context.SoFar();
        // From the last to the first: what is to stand behind steps back before anything else takes its place.
        for (var i = leg.Distances.Length - 1; i >= 0; i--)
        {
            var host = leg.Canaries[i];
            var present = context.DefaultsOver(host).OrderBy(route => route.Disabled).ThenBy(route => route.Distance).ToList();
            if (present.Count == 0)
                Add(context, pinned, leg, host, leg.Distances[i]);
            else
                Mend(context, leg, present[0], leg.Distances[i]);
        }
    }

    private static bool IsPinged(PlanContext context) => context.Policy.Method == FailoverMethod.Recursive;

    private static void Add(PlanContext context, RouterModel pinned, WanLeg leg, string host, int distance)
    {
        var values = new List<(string, string)> { ("dst-address", "0.0.0.0/0"), ("gateway", host), ("distance", DistanceSteps.Text(distance)), ("target-scope", TargetScope) };
        if (IsPinged(context))
            values.Add(("check-gateway", "ping"));
        var why = IsPinged(context) ? $"this default is in use only as long as {host} answers over {leg.Wan.Interface}" : $"this is the default of {leg.Wan.Interface} that netwatch takes out of use";
        context.Do(StepOf.Add("/ip/route", Owned.OfHost(context, pinned, leg, host, "default"), why, values.ToArray()));
    }

    private static void Mend(PlanContext context, WanLeg leg, RouteEntry route, int distance)
    {
        context.Keep(route.Item);
        var wanted = new List<(string, string)> { ("distance", DistanceSteps.Text(distance)) };
        // Netwatch may have it switched off at this moment, and rightly so.
        if (IsPinged(context) || !Owned.Is(route.Item) || !context.Live.Menu("/tool/netwatch").Any(watch => Owned.Is(watch, leg.Wan, "watch")))
            wanted.Add(("disabled", "no"));
        var fits = route.TargetScope == 11 || (context.IsV6 && route.TargetScope == 10);
        if (!fits)
            wanted.Add(("target-scope", TargetScope));
        if (IsPinged(context) == (route.CheckGateway == "ping"))
        {
            context.Do(StepOf.Set(context.Live, route.Item, Why(leg, route, fits, null), wanted.ToArray()));
            return;
        }
        if (!context.IsV6)
        {
            var method = IsPinged(context) ? "ping" : "none";
            context.Do(StepOf.Set(context.Live, route.Item, Why(leg, route, fits, method), [.. wanted, ("check-gateway", method)]));
            return;
        }
        // v6 has no check-gateway=none: absent and present are a command of their own.
        context.Do(StepOf.Set(context.Live, route.Item, Why(leg, route, fits, null), wanted.ToArray()));
        var now = context.SoFar();
        var row = now.Routes.First(other => other.Item.Id == route.Item.Id && other.Comment == route.Comment && other.Item["gateway"] == route.Item["gateway"] && other.Table == "main" && !other.Dynamic && RowMatch.Has(other.Item, "distance", DistanceSteps.Text(distance)));
        context.Do(IsPinged(context)
            ? StepOf.SetAbsent(now, row.Item, "check-gateway", "ping", Why(leg, route, true, "ping"))
            : StepOf.Unset(now, row.Item, "check-gateway", Why(leg, route, true, "none")));
    }

    private static string Why(WanLeg leg, RouteEntry route, bool fits, string? method) =>
        !fits ? $"with target-scope={route.TargetScope} {route.Gateways[0].Text} is not found, or found by another line"
        : method == "ping" ? $"nobody asks whether {route.Gateways[0].Text} answers, so an outage behind the ISP is never noticed"
        : method == "none" ? "netwatch decides about this route; two judges would contradict each other"
        : $"defaults of {leg.Wan.Interface} have their place in the order of the WANs";

    /// <summary>An adopted leg changes only its place in the order.</summary>
    private static void Shift(PlanContext context, WanLeg leg)
    {
        var routes = context.MainDefaults(leg.Wan).Where(route => route.Distance < DistanceSteps.LastResort).ToList();
        if (routes.Count == 0)
            return;
        var lowest = routes.Min(route => route.Distance);
        foreach (var route in routes.OrderByDescending(route => route.Distance))
        {
            context.Keep(route.Item);
            context.Do(StepOf.Set(context.Live, route.Item, $"defaults of {leg.Wan.Interface} have their place in the order of the WANs", ("distance", DistanceSteps.Text(leg.Distances[0] + route.Distance - lowest))));
        }
    }
}
