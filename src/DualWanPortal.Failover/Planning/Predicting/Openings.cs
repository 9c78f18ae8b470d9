using DualWanPortal.Failover.Audit;
using DualWanPortal.Failover.WhatIf;

namespace DualWanPortal.Failover.Planning.Predicting;

/// <summary>What a plan would open to strangers: a WAN by which they did not get in before, in any scenario.</summary>
internal static class Openings
{
    private static readonly string[] s_checks = [CheckIds.Management, CheckIds.Ipv6Closed];

    /// <returns>One sentence or two; null when nothing is opened.</returns>
    public static string? Between(ScenarioMatrix before, ScenarioMatrix after)
    {
        var said = s_checks.Select(check => Between(before, after, check)).OfType<string>().ToList();
        return said.Count == 0 ? null : string.Join(' ', said);
    }

    private static string? Between(ScenarioMatrix before, ScenarioMatrix after, string check)
    {
        var was = Open(before, check).SelectMany(Wans).ToHashSet(StringComparer.Ordinal);
        var opened = Open(after, check).FirstOrDefault(cell => !Wans(cell).All(was.Contains) || (was.Count == 0 && cell.Via is null));
        if (opened is not null)
            return $"{opened.Why} {(was.Count == 0 ? "Before the plan nobody outside does." : $"Before the plan that is so on {Words.And(was.Order(StringComparer.Ordinal))} only.")}";
        // With another WAN in front the same scenario may be about another one: it counts only where everything was known before.
        return Cells(before, check).Any(cell => cell.Verdict == CellVerdict.Unknown) ? null
            : Comparison.Of(before, after).FirstOrDefault(change => change.After.Check == check && change is { Before.Verdict: CellVerdict.Works, After.Verdict: CellVerdict.Unknown }) is { } doubtful
            ? $"What was closed to strangers may be open after the plan: {doubtful.After.Why}" : null;
    }

    private static IEnumerable<Cell> Open(ScenarioMatrix matrix, string check) => Cells(matrix, check).Where(cell => cell.Verdict == CellVerdict.Fails);

    private static IEnumerable<Cell> Cells(ScenarioMatrix matrix, string check) => matrix.Scenarios.SelectMany(scenario => scenario.Cells).Where(cell => cell.Check == check);

    /// <summary>A check that fails names the WANs that strangers come in by.</summary>
    private static string[] Wans(Cell cell) => cell.Via?.Split(',') ?? [];
}
