using System.Collections.Immutable;

namespace DualWanPortal.Failover.WhatIf;

/// <summary>One check of one scenario, before a change and after it.</summary>
public sealed record CellChange(string Scenario, string Title, Cell Before, Cell After)
{
    /// <summary>Below zero when it gets worse, above when it gets better.</summary>
    public int Gain => Worth(Before.Verdict) is { } before && Worth(After.Verdict) is { } after ? after.CompareTo(before) : 0;

    /// <summary>Another verdict, or another WAN.</summary>
    public bool Differs => Before.Verdict != After.Verdict || Before.Via != After.Via;

    // Not known is worse than a limp and better than a certain failure; what does not apply is not compared.
    private static int? Worth(CellVerdict verdict) => verdict switch
    {
        CellVerdict.Works => 3, CellVerdict.Degraded => 2, CellVerdict.Unknown => 1, CellVerdict.Fails => 0, _ => null,
    };
}

/// <summary>What a change does to a router's matrix.</summary>
public static class Comparison
{
    /// <summary>Every cell of both; what gets worse first, then in the order of the matrix. Empty when either has none.</summary>
    public static ImmutableArray<CellChange> Of(ScenarioMatrix before, ScenarioMatrix after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var cells = from scenario in after.Scenarios
                    let old = before.Scenarios.FirstOrDefault(candidate => candidate.Id == scenario.Id)
                    where old is not null
                    from cell in scenario.Cells
                    select new CellChange(scenario.Id, scenario.Title, old.Cells.FirstOrDefault(known => known.Check == cell.Check) ?? NotAsked(cell), cell);
        return [.. cells.OrderBy(change => change.Gain < 0 ? 0 : 1)];
    }

    /// <summary>The change itself brought what the check is about: IPv6 where there was none.</summary>
    private static Cell NotAsked(Cell cell) => new(cell.Check, CellVerdict.NotApplicable, null, null, "There was nothing of the kind.", []);
}
