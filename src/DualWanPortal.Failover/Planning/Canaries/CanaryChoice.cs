using System.Collections.Immutable;
using DualWanPortal.Failover.Audit;
using DualWanPortal.Failover.Audit.Paths;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning.Canaries;

/// <summary>Which hosts decide about which WAN: those that the policy names, else those that the router watches already, filled up from the pool.</summary>
internal static class CanaryChoice
{
    public static ImmutableArray<WanLeg> Of(PlanContext context)
    {
        var subject = context.Subject;
        var resolvers = Resolvers(context);
        var legs = context.Wans.Select(wan => Begin(context, subject, wan, resolvers)).ToArray();
        // A host decides about one WAN only: the first that has it keeps it.
        var taken = new HashSet<string>(resolvers.Concat(context.Live.Dns?.List("servers") ?? []), StringComparer.Ordinal);
        for (var i = 0; i < legs.Length; i++)
        {
            var own = legs[i].Canaries.Where(host => legs.Take(i).All(before => !before.Canaries.Contains(host))).ToImmutableArray();
            legs[i] = legs[i] with { Canaries = own };
            taken.UnionWith(own);
        }
        for (var i = 0; i < legs.Length; i++)
            legs[i] = Fill(context, legs[i], taken);
        return Distances.Give(context, [.. legs]);
    }

    private static WanLeg Begin(PlanContext context, AuditSubject subject, WanLink wan, HashSet<string> resolvers)
    {
        var leg = new WanLeg(wan, []) { Gateway = NextHop.Of(context, wan) };
        if (context.Policy.Wan(wan.Interface) is { Canaries: { IsEmpty: false } named })
        {
            foreach (var host in named.Where(resolvers.Contains))
                context.Say("mon-eq-dns", $"{host} is to be watched over {wan.Interface} and is also handed out as resolver to the LAN, where it is gone together with {wan.Interface}; name another in the policy or the DHCP network");
            return leg with { Canaries = named };
        }
        if (IsDone(context, subject, wan))
            return leg with { IsAdopted = true };
        return leg with
        {
            Canaries = [.. subject.Paths.Where(path => path is { InMain: true, Hops.Length: 1, Route: { Disabled: false, Dynamic: false, Distance: < DistanceSteps.LastResort } } && path.Interface == wan.Interface
                    && path.Checked is not null && path.Gateway.Interface is null && !resolvers.Contains(path.Checked))
                .OrderBy(path => path.Route.Distance).Select(path => path.Checked!).Concat(Own(context, wan)).Distinct(StringComparer.Ordinal)],
        };
    }

    /// <summary>Hosts that an earlier plan pinned: theirs is the choice even while netwatch has the default switched off.</summary>
    private static IEnumerable<string> Own(PlanContext context, WanLink wan) =>
        context.Live.Routes.Where(route => !route.Dynamic && !route.Blackhole && route.Destination is { IsHost: true } && Owned.Is(route.Item, wan, "canary"))
            .OrderBy(route => route.Comment, StringComparer.Ordinal).Select(route => route.Destination!.Value.Address.ToString());

    /// <summary>
    /// The site's own way does what the method would: several levels of recursion that are checked (reference 5 B, virtual hop), or netwatch with pinned hosts that it
    /// cannot reach by another WAN.
    /// </summary>
    private static bool IsDone(PlanContext context, AuditSubject subject, WanLink wan)
    {
        var written = subject.MainDefaultsOf(wan).Where(route => !route.ByClient && route.Distance < DistanceSteps.LastResort).ToList();
        if (written.Count == 0 || context.Live.Menu("/tool/netwatch").Any(watch => Owned.Is(watch, wan, "watch")) || written.Exists(route => Owned.Is(route.Default.Item, wan, "default")))
            return false;
        if (context.Policy.Method == FailoverMethod.Recursive)
        {
            return written.TrueForAll(route => route is { IsRecursive: true, Path.Hops.Length: > 1 } && route.Guards.Any(guard => guard is { Kind: GuardKind.CheckGateway, Reach: GuardReach.Internet, Certain: true })
                && NextHopScopes.Of(route.Path!, context.IsV6).Fit == ScopeFit.Good);
        }
        return written.TrueForAll(route => route.Path is { } path && path.Route.CheckGateway == "none" && subject.Watches.Any(watch => watch.Wan?.Interface == wan.Interface && watch.Pin is { } pin && Pins.IsHeld(subject.Model, pin)
            && watch.OnDown.Any(move => move.Hits(path.Route)) && watch.OnUp.Any(move => move.Hits(path.Route))));
    }

    private static WanLeg Fill(PlanContext context, WanLeg leg, HashSet<string> taken)
    {
        if (leg.IsAdopted || context.Policy.Wan(leg.Wan.Interface) is { Canaries.IsEmpty: false })
            return leg;
        if (leg.Gateway is null && !leg.FollowsLease)
        {
            context.Say("gw-is-eth", leg.Wan.Gateway is { } name
                ? $"the default of {leg.Wan.Interface} names the interface {name} and not the address of a neighbour, which no host route can use; type in the gateway that the ISP gave and plan again"
                : $"nothing names the gateway of {leg.Wan.Interface}, so no host can be pinned to it; add a default route with it by hand, or a DHCP client, and plan again");
            return leg with { Canaries = [] };
        }
        var hosts = leg.Canaries.ToBuilder();
        var wanted = context.IsMetered(leg.Wan) ? 1 : context.Policy.Canaries;
        while (hosts.Count < wanted && CanaryPool.Next(taken, hosts) is { } next)
        {
            hosts.Add(next);
            taken.Add(next);
        }
        return leg with { Canaries = hosts.ToImmutable() };
    }

    /// <summary>Addresses that have to be reachable by every WAN.</summary>
    private static HashSet<string> Resolvers(PlanContext context) =>
        context.Policy.Resolvers.Concat(context.Live.Menu("/ip/dhcp-server/network").Where(network => !network.Flag("disabled")).SelectMany(network => network.List("dns-server"))).ToHashSet(StringComparer.Ordinal);
}
