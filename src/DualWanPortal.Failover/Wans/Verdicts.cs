using System.Collections.Immutable;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Wans;

/// <summary>Which WAN carries traffic, and why that one. Pure: the same rows, probes and time give the same verdict.</summary>
public static class Verdicts
{
    /// <param name="probes">Results of pinging out by each WAN; those older than five minutes before <paramref name="now"/> are not counted.</param>
    /// <param name="wans">In the order that counts: while traffic is held, that of without the hold.</param>
    /// <param name="held">The WAN that traffic is held on; null when it is not.</param>
    public static RouterVerdict Judge(RouterModel live, ImmutableArray<WanLink> wans, IReadOnlyList<ProbeResult> probes, DateTimeOffset now, HeldOn? held = null) =>
        Judge(live, wans, probes, held, now) with { Held = held };

    private static RouterVerdict Judge(RouterModel live, ImmutableArray<WanLink> wans, IReadOnlyList<ProbeResult> probes, HeldOn? held, DateTimeOffset now)
    {
        var paths = DefaultPaths.Of(live);
        ImmutableArray<WanVerdict> links = [.. wans.Select(link => LinkVerdicts.Judge(live, link, paths, probes, now))];
        if (!PathStates.AreShown(live))
            return new RouterVerdict(RouterState.Unknown, null, [], "Which WAN carries traffic is not known: no live routes were read", [], links);
        var routes = ActiveDefaults(live);
        if (routes.IsEmpty)
            return NoneActive(links);
        ImmutableArray<string> leaving = [.. routes.SelectMany(route => LeavesBy(route, paths)).Distinct(StringComparer.Ordinal)];
        ImmutableArray<Evidence> evidence = [.. routes.Select(route => RowText.Evidence(route.Item, LinkFault.s_routeWords))];
        ImmutableArray<WanVerdict> active = [.. links.Where(verdict => leaving.Contains(verdict.Link.Interface) || leaving.Contains(verdict.Link.Port))];
        if (active.IsEmpty)
            return Elsewhere(links, leaving, evidence);
        ImmutableArray<string> also = [.. active.Skip(1).Select(verdict => verdict.Link.Interface)];
        var (state, why) = also.IsEmpty ? ByOne(live, links, active[0], held) : BySeveral(live, active, routes);
        // What keeps the better WANs from carrying traffic belongs to the reason.
        var passedOver = links.Where(verdict => verdict.State is WanState.Down or WanState.Degraded).SelectMany(verdict => verdict.Evidence);
        return new RouterVerdict(state, active[0].Link.Interface, also, why, [.. evidence.Concat(passedOver).Distinct()], links);
    }

    private static ImmutableArray<RouteEntry> ActiveDefaults(RouterModel live)
    {
        ImmutableArray<RouteEntry> all = [.. live.Routes.Where(route => route is { IsDefault: true, Blackhole: false, Active: true, Disabled: false })];
        return all.Any(route => route.Table == "main") ? [.. all.Where(route => route.Table == "main")] : all;
    }

    private static IEnumerable<string> LeavesBy(RouteEntry route, ImmutableArray<DefaultPath> paths) =>
        !route.ImmediateInterfaces.IsEmpty ? route.ImmediateInterfaces : paths.Where(path => ReferenceEquals(path.Route, route) && path.Interface is not null).Select(path => path.Interface!);

    private static RouterVerdict NoneActive(ImmutableArray<WanVerdict> links)
    {
        var causes = string.Join(", ", links.Where(verdict => verdict.State == WanState.Down).Select(verdict => verdict.Why));
        return new RouterVerdict(RouterState.Down, null, [], causes.Length == 0 ? "No default route is active" : $"No default route is active: {causes}",
            [.. links.SelectMany(verdict => verdict.Evidence).Distinct()], links);
    }

    private static RouterVerdict Elsewhere(ImmutableArray<WanVerdict> links, ImmutableArray<string> leaving, ImmutableArray<Evidence> evidence) =>
        leaving.IsEmpty
            ? new RouterVerdict(RouterState.Unknown, null, [], "A default route is active, but not shown by which interface it leaves", evidence, links)
            : new RouterVerdict(links.IsEmpty ? RouterState.Working : RouterState.Degraded, null, [],
                $"Traffic leaves by {string.Join(" and ", leaving)}, which is not a WAN of this router's own", evidence, links);

    private static (RouterState State, string Why) ByOne(RouterModel live, ImmutableArray<WanVerdict> links, WanVerdict active, HeldOn? held)
    {
        var name = active.Link.Interface;
        if (active.State == WanState.Down)
            return (RouterState.Down, $"The router shows {name} but {active.Why}");
        var better = links.TakeWhile(verdict => verdict.Link.Interface != name).ToList();
        if (better.Count > 0)
        {
            var reasons = better.Where(verdict => verdict.State is WanState.Down or WanState.Degraded).Select(verdict => verdict.Why).ToList();
            var loss = active.State == WanState.Degraded ? $"; {active.Why}" : "";
            if (held?.Wan == name)
                return (RouterState.OnBackup, $"Traffic is {held.Words}; {(reasons.Count > 0 ? string.Join(" and ", reasons) : $"else it would be on {better[0].Link.Interface}")}{loss}");
            return (RouterState.OnBackup, (reasons.Count > 0 ? $"On {name} because {string.Join(" and ", reasons)}" : WithoutFault(live, better[0], active)) + loss);
        }
        if (active.State == WanState.Degraded)
            return (RouterState.Degraded, $"On {name}, but {active.Why}");
        var dead = links.Where(verdict => verdict.State == WanState.Down).ToList();
        if (held is not null && held.Wan != name)
            return (RouterState.Degraded, $"On {name} although traffic is {held.Words}{(dead.Count > 0 ? $", because {string.Join(" and ", dead.Select(verdict => verdict.Why))}" : "")}");
        return dead.Count > 0
            ? (RouterState.Degraded, $"On {name}, but {string.Join(" and ", dead.Select(verdict => verdict.Link.Interface))} cannot take over because {string.Join(" and ", dead.Select(verdict => verdict.Why))}")
            : (RouterState.Working, links.Length == 1 ? $"On {name}, the only WAN" : $"On {name}, the WAN that is preferred");
    }

    private static string WithoutFault(RouterModel live, WanVerdict better, WanVerdict active) =>
        HeldDefaults.Holds(live, better.Link.Interface) ? $"On {active.Link.Interface} because the router has {better.Link.Interface} held back until it has proved itself"
        : better.State == WanState.Unknown ? $"On {active.Link.Interface}; why not on {better.Link.Interface} is not known: {better.Why}"
        : better.Link.Distance == active.Link.Distance && active.Link.Distance is { } distance
            ? FormattableString.Invariant($"On {active.Link.Interface}: both defaults have distance {distance} and RouterOS {(live.Version is { IsV6: true } ? "v6 " : "")}picks one of them")
            : $"On {active.Link.Interface} although {better.Link.Interface} is preferred and nothing is wrong with it";

    private static (RouterState State, string Why) BySeveral(RouterModel live, ImmutableArray<WanVerdict> active, ImmutableArray<RouteEntry> routes)
    {
        var names = string.Join(" and ", active.Select(verdict => verdict.Link.Interface));
        var distances = routes.Select(route => route.Distance).Distinct().ToList();
        var merged = routes.Any(route => route.Gateways.Length > 1) ? "one default route has both gateways"
            : routes.All(route => route.Table != "main") ? "routing marks spread it"
            : distances.Count == 1 ? FormattableString.Invariant($"both defaults have distance {distances[0]}: {(live.Version is { IsV6: true } ? "v6 shows both" : "v7 merges them")}")
            : "several defaults are active";
        var faults = active.Where(verdict => verdict.State is WanState.Down or WanState.Degraded).Select(verdict => verdict.Why).ToList();
        var also = faults.Count == 0 ? "" : $"; {string.Join(" and ", faults)}";
        return (active.All(verdict => verdict.State == WanState.Down) ? RouterState.Down : RouterState.Degraded, $"On {names} at once because {merged}{also}");
    }

}
