using System.Collections.Immutable;
using DualWanPortal.Failover.Planning.Predicting;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Failover.Wans;
using DualWanPortal.Failover.WhatIf;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Failover.Planning.Reports;

/// <summary>What a policy would change on the router of an export.</summary>
/// <param name="File">Name that the reader knows it by.</param>
/// <param name="Refusal">Why the text is not one router's export; null when it was planned.</param>
/// <param name="Wans">In the order that the policy wants.</param>
public sealed record PlanReport(
    string File, string? Refusal, RouterOsVersion? RouterOs, string? Board, FailoverPolicy Policy, ImmutableArray<WanLink> Wans, Plan Plan, ImmutableArray<ModelWarning> NotUnderstood)
{
    /// <summary>Why the file was read and still nothing was planned: no WAN was found in it, or one only, or the policy does not fit. Null when there is a plan, be it an empty one.</summary>
    public string? NothingPlanned => Plan.Refusal is { } unfit ? "no plan: " + unfit.TrimEnd('.') : Refusal is not null || Wans.Length > 1 ? null
        : Wans is [var only] ? $"no plan: {only.Interface} is the only WAN in this file, and failover needs two" : "no plan: this file shows no WAN";

    /// <summary>What is expected at every failure; null where nobody asked.</summary>
    public Prediction? Prediction { get; init; }

    /// <summary>The same with what is expected at every failure before the plan and after it, and what the plan promises in vain. Never throws on what the export says.</summary>
    /// <exception cref="OperationCanceledException">Whoever asked has left.</exception>
    public static PlanReport Predicted(string file, RouterExport export, FailoverPolicy policy, CancellationToken cancellationToken)
    {
        var report = Of(file, export, policy);
        if (report.Refusal is not null || report.NothingPlanned is not null)
            return report;
        var prediction = Prediction.Of(export.ToModel(), report.Plan, policy, MatrixOptions.Default with { File = file }, cancellationToken);
        return report with { Prediction = prediction, Plan = report.Plan with { NotCured = [.. report.Plan.NotCured, .. prediction.NotCured] } };
    }

    /// <summary>Without a prediction, which takes many times as long as the plan. Never throws on what the export says.</summary>
    public static PlanReport Of(string file, RouterExport export, FailoverPolicy policy)
    {
        if (export.Refusal is { } refusal)
            return Refused(file, refusal, policy);
        var model = export.ToModel();
        var wans = WanDetection.Find(model);
        return new PlanReport(file, null, model.Version, model.Board, policy, WanPreference.Of(wans, policy), Planner.Make(model, policy),
            [.. model.Warnings.Select(warning => warning with { Text = SecretText.Mask(warning.Text) })]);
    }

    public static PlanReport Refused(string file, string why, FailoverPolicy policy) => new(file, why, null, null, policy, [], new Plan([], [], ""), []);
}
