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
        var handedOut = HandedOut(context);
        var legs = context.Wans.Select(wan => Begin(context, subject, wan, handedOut)).ToArray();
        // What a new host must not be: a resolver in use or to come, or somebody else's. A host that the site watches already stays, and the resolver gives way.
        var taken = new HashSet<string>([.. handedOut, .. context.Policy.Resolvers, .. RoutersOwn(context), .. CanaryPool.Hosts.Where(host => IsSpokenFor(context, host))], StringComparer.Ordinal);
        // A host decides about one WAN only: the first that has it keeps it.
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

    private static WanLeg Begin(PlanContext context, AuditSubject subject, WanLink wan, HashSet<string> handedOut)
    {
        var leg = new WanLeg(wan, []) { Gateway = NextHop.Of(context, wan) };
        if (context.Policy.Wan(wan.Interface) is { Canaries: { IsEmpty: false } named })
        {
            foreach (var host in named.Where(handedOut.Contains))
                context.Say("mon-eq-dns", $"{host} is to be watched over {wan.Interface} and is also handed out as resolver to the LAN, where it is gone together with {wan.Interface}; name another in the policy or the DHCP network");
            return leg with { Canaries = [.. named.Where(host => !IsElsewhere(context, leg, host))] };
        }
        if (IsDone(context, subject, wan))
        {
            foreach (var host in HostsOf(subject, wan).Where(handedOut.Contains))
                context.Say("mon-eq-dns", $"{host} is watched over {wan.Interface} by means of the site's own and is handed out as resolver to the LAN, where it is gone together with {wan.Interface}; name another in the DHCP network by hand");
            return leg with { IsAdopted = true };
        }
        var paths = subject.Paths.Where(path => path is { InMain: true, Hops.Length: 1, Route: { Disabled: false, Dynamic: false, Distance: < DistanceSteps.LastResort } } && path.Interface == wan.Interface
                && path.Checked is not null && path.Gateway.Interface is null)
            .OrderBy(path => path.Route.Distance).ToList();
        string[] watched = [.. paths.Select(path => path.Checked!).Concat(Own(context, wan)).Distinct(StringComparer.Ordinal)];
        foreach (var host in watched.Where(handedOut.Contains))
            context.Say("mon-eq-dns", $"{host} is watched over {wan.Interface} and is handed out as resolver to the LAN, where it is gone together with {wan.Interface}: another host is watched in its place");
        leg = leg with { Canaries = [.. watched.Where(host => !handedOut.Contains(host))] };
        return leg with { Suffices = IsRight(context, leg, paths) };
    }

    /// <summary>The site's own hosts do the work of the method, one of them at least: as many as there are is a choice of the site's own.</summary>
    private static bool IsRight(PlanContext context, WanLeg leg, List<DefaultPath> paths) =>
        context.Policy.Method == FailoverMethod.Recursive && paths.Count > 0 && paths.Count == leg.Canaries.Length
        && paths.TrueForAll(path => path.Route.CheckGateway == "ping" && !Owned.Is(path.Route.Item) && !path.Via!.Disabled && !Owned.Is(path.Via.Item) && NextHopScopes.Of(path, context.IsV6).Fit == ScopeFit.Good);

    /// <summary>Hosts that an earlier plan pinned or watches over pins of the site's own: theirs is the choice even while netwatch has the default switched off.</summary>
    private static IEnumerable<string> Own(PlanContext context, WanLink wan) =>
        context.Live.Routes.Where(route => !route.Dynamic && !route.Blackhole && route.Destination is { IsHost: true } && Owned.Is(route.Item, wan, "canary"))
            .OrderBy(route => route.Comment, StringComparer.Ordinal).Select(route => route.Destination!.Value.Address.ToString())
            .Concat(context.Live.Menu("/tool/netwatch").Where(watch => Owned.Is(watch, wan, "watch")).OrderBy(watch => watch["comment"], StringComparer.Ordinal).Select(watch => watch["host"]).OfType<string>());

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

    private static IEnumerable<string> HostsOf(AuditSubject subject, WanLink wan) =>
        subject.Paths.Where(path => path.InMain && path.Interface == wan.Interface).SelectMany(path => path.Hops)
            .Concat(subject.Watches.Where(watch => watch.Wan?.Interface == wan.Interface).Select(watch => watch.Pin).OfType<RouteEntry>())
            .Where(pin => pin.Destination is { IsHost: true }).Select(pin => pin.Destination!.Value.Address.ToString()).Distinct(StringComparer.Ordinal);

    private static WanLeg Fill(PlanContext context, WanLeg leg, HashSet<string> taken)
    {
        if (leg.IsAdopted || (!leg.Canaries.IsEmpty && context.Policy.Wan(leg.Wan.Interface) is { Canaries.IsEmpty: false }))
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
        if (leg.Suffices && hosts.Count < wanted)
        {
            context.Say("rec-one-canary", $"{hosts[0]} alone decides about {leg.Wan.Interface}, as the site has it: when it falls silent, {leg.Wan.Interface} is given up. It works, so nothing is added; name two hosts for {leg.Wan.Interface} in the policy to have two");
            return leg;
        }
        while (hosts.Count < wanted && CanaryPool.Next(taken, hosts) is { } next)
        {
            hosts.Add(next);
            taken.Add(next);
        }
        return leg with { Canaries = hosts.ToImmutable() };
    }

    /// <summary>Resolvers that the machines of the LAN are told: they have to be reachable by every WAN.</summary>
    public static HashSet<string> HandedOut(PlanContext context) =>
        context.Live.Menu("/ip/dhcp-server/network").Where(network => !network.Flag("disabled")).SelectMany(network => network.List("dns-server")).ToHashSet(StringComparer.Ordinal);

    /// <summary>Those that the router itself asks.</summary>
    private static IEnumerable<string> RoutersOwn(PlanContext context) =>
        (context.Live.Dns?.List("servers") ?? []).Concat(Uri.TryCreate(context.Live.Dns?["use-doh-server"], UriKind.Absolute, out var doh) ? [doh.Host] : []);

    /// <summary>A route of the site's own decides how this host is reached; pinned elsewhere it would be taken from whoever wanted it so.</summary>
    private static bool IsSpokenFor(PlanContext context, string host) =>
        AddressWithPrefix.Parse(host) is { } address && context.Live.Routes.Any(route => !route.IsDefault && !Owned.Is(route.Item) && route.Destination is { IsIPv4: true, PrefixLength: >= WholeInternet } to && to.Contains(address.Address));

    /// <summary>The policy names a host that a line of the site's own sends another way, for a reason that is not failover: no default goes over it.</summary>
    private static bool IsElsewhere(PlanContext context, WanLeg leg, string host)
    {
        bool LeadsElsewhere(RouteEntry route) => leg.Gateway is { } wanted
            ? !NextHop.IsSame(route, wanted, leg.Wan)
            : route.Gateways is [var only, ..] && DefaultPaths.InterfaceOf(context.Live, only) is { } name && name != leg.Wan.Interface;
        var other = context.DefaultsOver(host).Any() ? null
            : context.Live.Routes.FirstOrDefault(route => route is { Dynamic: false, Blackhole: false, Table: "main", Destination: { IsHost: true } to } && to.Address.ToString() == host && !Owned.Is(route.Item) && LeadsElsewhere(route));
        if (other is null)
            return false;
        context.Say("canary-foreign", $"{host} is to be watched over {leg.Wan.Interface}, and a route of the site sends it to {other.Item["gateway"]}{(other.Comment is { Length: > 0 } comment ? $" ({comment})" : "")}: it is left alone and another host is watched; name another in the policy, or take that route away by hand");
        return true;
    }

    /// <summary>Halves of everything, as VPNs write them, are no decision about a host.</summary>
    private const int WholeInternet = 8;
}
