using System.Collections.Immutable;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Failover.Wans;
using DualWanPortal.Failover.WhatIf;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning.Predicting;

/// <summary>What is expected at every failure, on a router as it is and on one as a plan would leave it.</summary>
/// <param name="Promised">Ids of the scenarios after which the method brings the Internet back wherever nothing else stands in its way.</param>
/// <param name="NotCured">Lines for <see cref="Plan.NotCured"/>: promised scenarios that are not survived on this router all the same, each with its reason.</param>
/// <param name="Problem">Why nothing is predicted; null when it is.</param>
public sealed record Prediction(ScenarioMatrix Before, ScenarioMatrix After, ImmutableArray<string> Promised, ImmutableArray<string> NotCured, string? Problem)
{
    /// <summary>Whether the Internet is reached, in every scenario, and everything else that changes; what gets worse first.</summary>
    public ImmutableArray<CellChange> Changes { get; } =
        Problem is null ? [.. Comparison.Of(Before, After).Where(change => change.After.Check == CheckIds.Internet || change.Gain != 0)] : [];

    /// <summary>Who could get in after the plan and could not before it; null when nothing is opened.</summary>
    public string? Opens { get; } = Problem is null ? Openings.Between(Before, After) : null;

    /// <summary>Takes as long as some dozens of routers live through some minutes: half a second, or many for a large configuration.</summary>
    /// <exception cref="OperationCanceledException">Whoever asked has left, or the time that he gave is over.</exception>
    public static Prediction Of(RouterModel live, Plan plan, FailoverPolicy policy, MatrixOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(live);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(policy);
        if (DefaultPaths.TooMany(live) is { } tooMany)
            return None(tooMany);
        var before = Matrix.Of(live, options, cancellationToken);
        var planned = plan.IsEmpty ? live : RouterModel.FromItems(PlannedRows.After(live.Items, plan.Steps.Select(step => step.Do)), live.Version, live.Warnings, null, live.MenusRead);
        var after = plan.IsEmpty ? before : Matrix.Of(planned, options, cancellationToken);
        var promised = after.Wans.IsDefaultOrEmpty || after.Wans.Length < 2 ? []
            : after.Scenarios.Select(scenario => scenario.Id).Where(id => Survivable.By(policy, after.Wans[0], after.RouterOs ?? after.PlayedAs, plan.NotCured, id)).ToImmutableArray();
        return new Prediction(before, after, promised, Broken(after, promised, planned), null);
    }

    /// <summary>Where nothing can be predicted.</summary>
    public static Prediction None(string why) => new(ScenarioMatrix.Refused("", why), ScenarioMatrix.Refused("", why), [], [], why);

    private static ImmutableArray<string> Broken(ScenarioMatrix after, ImmutableArray<string> promised, RouterModel planned)
    {
        var failed = promised.Select(id => after[id]).Where(IsBroken).ToList();
        if (failed.Count == 0)
            return [];
        var meddlers = Meddlers.Of(planned, after.Wans) is { } blame ? $". {blame}" : "";
        // Where no scenario can be played, all say the same.
        return failed.Count == promised.Length && failed.TrueForAll(scenario => scenario[CheckIds.Internet] is { Verdict: CellVerdict.Unknown } cell && cell.Why == failed[0][CheckIds.Internet].Why)
            ? [$"prediction: nothing is known of what happens at any failure: {Reason(failed[0])}{meddlers}."]
            : [.. failed.Select(scenario => $"{scenario.Id}: {Said(scenario[CheckIds.Internet].Verdict)} although the method is made for it: {Reason(scenario)}{meddlers}.")];
    }

    /// <summary>After the mending a gate may keep traffic on the backup for a while, or until somebody says so: that is what it is for.</summary>
    private static bool IsBroken(ScenarioResult scenario) => scenario[CheckIds.Internet].Verdict switch
    {
        CellVerdict.Fails or CellVerdict.Unknown => true,
        CellVerdict.Degraded => scenario.Id != "primary-restored",
        _ => false,
    };

    private static string Said(CellVerdict verdict) => verdict switch
    {
        CellVerdict.Fails => "the Internet is not reached on this router",
        CellVerdict.Degraded => "the Internet is reached in part only on this router",
        _ => "it is not known whether the Internet is reached on this router",
    };

    private static string Reason(ScenarioResult scenario) => scenario[CheckIds.Internet].Why.TrimEnd('.');
}
