using System.Collections.Immutable;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.WhatIf;

/// <summary>What became of one check in one scenario.</summary>
public enum CellVerdict { Works, Degraded, Fails, Unknown, NotApplicable }

/// <summary>One moment or one station of a packet.</summary>
/// <param name="At">Seconds after the fault, or after the mending where a scenario mends; null for the way of a packet at the end.</param>
public sealed record TraceLine(double? At, string Text);

/// <summary>One answer of the matrix.</summary>
/// <param name="Check">Id of the check: <c>internet</c>, <c>path-truthful</c>…</param>
/// <param name="Via">Carrying interface of the WAN that is used; several with commas; null where none is.</param>
/// <param name="AfterSeconds">From the fault (or the mending) until it was so; 0: it was never interrupted; null where time does not matter.</param>
/// <param name="Why">One sentence.</param>
/// <param name="Trace">What happened, in order, and the way of the packet that was followed.</param>
public sealed record Cell(string Check, CellVerdict Verdict, string? Via, double? AfterSeconds, string Why, ImmutableArray<TraceLine> Trace);

/// <summary>One scenario and what became of each check.</summary>
/// <param name="Done">What was done to the site.</param>
public sealed record ScenarioResult(string Id, string Title, string Done, ImmutableArray<Cell> Cells)
{
    public Cell this[string check] => Cells.First(cell => cell.Check == check);
}

/// <summary>What happens to one router when each thing fails.</summary>
/// <param name="Refusal">Why there is no matrix; null where there is one.</param>
public sealed record ScenarioMatrix(
    string File, string? Refusal, RouterOsVersion? RouterOs, string? Board, ImmutableArray<WanLink> Wans, ImmutableArray<ScenarioResult> Scenarios, ImmutableArray<ModelWarning> NotUnderstood)
{
    /// <summary>The checks that were asked, in the order in which they are shown.</summary>
    public ImmutableArray<string> Checks => Scenarios.IsEmpty ? CheckIds.All : [.. Scenarios[0].Cells.Select(cell => cell.Check)];

    /// <summary>The version whose behaviour was played, where that is another release than <see cref="RouterOs"/> or none is named; else null.</summary>
    public RouterOsVersion? PlayedAs { get; init; }

    public ScenarioResult this[string scenario] => Scenarios.First(result => result.Id == scenario);

    public static ScenarioMatrix Refused(string file, string why) => new(file, why, null, null, [], [], []);
}
