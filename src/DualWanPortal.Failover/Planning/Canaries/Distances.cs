using System.Collections.Immutable;

namespace DualWanPortal.Failover.Planning.Canaries;

/// <summary>
/// Distances of the defaults over the canaries. They rise by one within a WAN, so that v6, which does not merge equals, has its order too (reference 5 B).
/// What stands in the right order already stays.
/// </summary>
internal static class Distances
{
    public static ImmutableArray<WanLeg> Give(PlanContext context, ImmutableArray<WanLeg> legs)
    {
        var present = legs.Select(leg => Present(context, leg)).ToList();
        if (IsOrdered(present))
            return [.. legs.Select((leg, at) => leg with { Distances = [.. present[at]!] })];
        var given = ImmutableArray.CreateBuilder<WanLeg>(legs.Length);
        var next = context.Policy.FirstDistance;
        for (var i = 0; i < legs.Length; i++)
        {
            var first = Math.Max(next, context.Policy.FirstDistance + (i * context.Policy.DistanceStep));
            // Several own routes of an adopted leg keep their steps.
            var count = legs[i].IsAdopted ? Span(present[i]) : Math.Max(1, context.Policy.Method == Policies.FailoverMethod.Netwatch ? 1 : legs[i].Canaries.Length);
            given.Add(legs[i] with { Distances = [.. Enumerable.Range(first, count)] });
            next = first + count;
        }
        return given.ToImmutable();
    }

    private static int Span(List<int>? distances) => distances is { Count: > 0 } ? distances.Max() - distances.Min() + 1 : 1;

    /// <summary>Null when a default is still missing or switched off.</summary>
    private static List<int>? Present(PlanContext context, WanLeg leg)
    {
        var routes = context.MainDefaults(leg.Wan).Where(route => route.Distance < DistanceSteps.LastResort).ToList();
        if (leg.IsAdopted || leg.IsPlain)
            return leg.IsAdopted && routes.Count > 0 ? [.. routes.Select(route => route.Distance).Order()] : null;
        var hosts = context.Policy.Method == Policies.FailoverMethod.Netwatch ? leg.Canaries.Take(1) : leg.Canaries;
        var found = hosts.Select(host => context.DefaultsOver(host).Where(route => !route.Disabled || Owned.Is(route.Item, leg.Wan, "default")).Select(route => (int?)route.Distance).FirstOrDefault()).ToList();
        return found.TrueForAll(distance => distance is < DistanceSteps.LastResort) ? [.. found.Select(distance => distance!.Value)] : null;
    }

    private static bool IsOrdered(List<List<int>?> present)
    {
        var highest = 0;
        foreach (var leg in present)
        {
            if (leg is not { Count: > 0 } || leg.Min() <= highest)
                return false;
            highest = leg.Max();
        }
        return true;
    }
}
