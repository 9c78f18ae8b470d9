using DualWanPortal.Failover.Audit;

namespace DualWanPortal.Failover.WhatIf.Checks;

/// <summary>A packet of the inside leaves with a source address that the carrying WAN's provider knows.</summary>
internal static class NatCheck
{
    public static Cell Judge(ScenarioFacts facts)
    {
        if (facts.Site.Running.Clients.Inside() is not { } inside)
            return facts.Cell(CheckIds.Nat, CellVerdict.NotApplicable, "The router has no network on the inside.");
        var leaving = facts.End.Ways.Where(way => way.Via is { } via && facts.Site.Internet.On(via) is not null).ToList();
        if (leaving.Count == 0)
            return facts.Cell(CheckIds.Nat, CellVerdict.NotApplicable, "Nothing leaves: there is no way to translate for.");
        var wrong = leaving.Where(way => facts.Site.Internet.On(way.Via!) is { } link && !link.Owns(way.Source)).ToList();
        var via = facts.End.Via;
        if (wrong.Count == 0)
            return facts.Cell(CheckIds.Nat, CellVerdict.Works, $"Packets leave by {via} as {Words.And(leaving.Select(way => way.Source.ToString()).Distinct(StringComparer.Ordinal).Take(3))}.", via, null, leaving[0].Steps);
        var bad = wrong[0];
        var why = bad.Source == inside.Client || bad.NatRule is null
            ? $"No source NAT rule takes packets that leave by {bad.Via}: they go out with their inside address and nothing comes back."
            : $"Source NAT gives packets that leave by {bad.Via} the address {bad.Source}, which is not one of that WAN: the answers go elsewhere.";
        return facts.Cell(CheckIds.Nat, wrong.Count == leaving.Count ? CellVerdict.Fails : CellVerdict.Degraded, why, via, null, bad.Steps);
    }
}
