using DualWanPortal.Failover.Audit;
using DualWanPortal.Failover.Wans;
using DualWanPortal.Simulation.Router.Routing;

namespace DualWanPortal.Failover.WhatIf.Checks;

/// <summary>
/// Whether the router shows the truth: the WAN of the active default is one that carries. A default that stays active over a dead provider lies, and so does one whose
/// canary is reached by another WAN (reference 4.2).
/// </summary>
internal static class PathCheck
{
    public static Cell Judge(ScenarioFacts facts)
    {
        var meant = DefaultPaths.Of(facts.Subject.Model);
        var end = facts.End;
        var shown = end.Shown.Select(path => path.Hop.Interface).Distinct(StringComparer.Ordinal).ToList();
        var via = shown.Count == 0 ? null : string.Join(',', shown);
        if (facts.Flaps)
            return facts.Cell(CheckIds.PathTruthful, CellVerdict.Degraded, "The active default goes to and fro, so that at times it shows a way that does not carry.", via);
        if (Lie(facts, end, meant) is { } lie)
            return facts.Cell(CheckIds.PathTruthful, CellVerdict.Fails, lie, via);
        var since = facts.Looks.Reverse().TakeWhile(look => Lie(facts, look, meant) is null).Last().At;
        var why = shown.Count == 0
            ? end.Answered == 0 ? "No default route is active, and nothing carries." : $"Packets leave by {end.Via} without a default in main."
            : $"The active default shows {Words.And(shown)}, which carries{Hidden(facts)}.";
        return facts.Cell(CheckIds.PathTruthful, CellVerdict.Works, why, via, facts.Scenario.OnPrimary is null && facts.Scenario.OnOthers is null ? null : since);
    }

    private static string? Lie(ScenarioFacts facts, Look look, IReadOnlyCollection<DefaultPath> meant)
    {
        foreach (var path in look.Shown)
        {
            // Tables that no packet of the inside takes now are for answers only.
            if (path.Route.Route.Table != "main" && !look.Vias.Contains(path.Hop.Interface))
                continue;
            if (!path.Carries && facts.Wans.Has(path.Hop.Interface))
                return $"The default by {Hops(path)} is active although {path.Hop.Interface} does not carry: the router shows a way that is dead.";
            if (Meant(path, meant) is { } other && other != path.Hop.Interface)
                return $"The default by {Hops(path)} is meant for {other} and is active by {path.Hop.Interface}: the router shows one WAN and uses another.";
        }
        return null;
    }

    /// <summary>The WAN that a recursive default was written for; null for one whose gateway is a neighbour.</summary>
    private static string? Meant(ShownPath path, IReadOnlyCollection<DefaultPath> meant)
    {
        var route = path.Route.Route;
        return meant.FirstOrDefault(one => one is { IsRecursive: true, Interface: not null } && !one.Route.Disabled && one.Route.Table == route.Table && one.Route.Distance == route.Distance
            && route.Hops.Any(hop => hop.Address is { } address && address.ToString() == one.Gateway.Address?.ToString()))?.Interface;
    }

    private static string Hidden(ScenarioFacts facts)
    {
        var dead = facts.Site.Running.Routing.Verdicts
            .Where(verdict => verdict is { Active: false, Reachable: true, Route: { Destination.Length: 0, Table: "main", Action: RouteAction.Unicast } })
            .SelectMany(verdict => verdict.ImmediateHops).Select(hop => hop.Interface).Where(name => facts.Wans.Has(name) && !facts.IsAlive(name)).Distinct(StringComparer.Ordinal).ToList();
        return dead.Count == 0 ? "" : $"; that {Words.And(dead)} is dead shows nowhere, its default stands by";
    }

    private static string Hops(ShownPath path) => string.Join(',', path.Route.Route.Hops);
}
