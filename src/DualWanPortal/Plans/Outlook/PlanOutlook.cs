using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Planning.Predicting;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Failover.WhatIf;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Plans.Outlook;

/// <summary>One check of one scenario as the page of a plan shows it.</summary>
/// <param name="Before">Word of the verdict.</param>
/// <param name="Gain">Below zero when it gets worse, above when it gets better.</param>
public sealed record OutlookRow(string Scenario, string Title, string Check, string Before, string? BeforeVia, string After, string? AfterVia, double? AfterSeconds, string Why, int Gain);

/// <summary>What is expected to happen at every failure, before a plan and after it.</summary>
/// <param name="Before">The matrix as the HTTP API gives it; null when there is none.</param>
/// <param name="Rows">Whether the Internet is reached, in every scenario, and everything else that changes; what gets worse first.</param>
/// <param name="Problem">Why nothing could be predicted; null when it could.</param>
public sealed record PlanOutlook(JsonElement? Before, JsonElement? After, ImmutableArray<OutlookRow> Rows, string? Problem)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Ids of the scenarios after which the plan's method brings the Internet back, wherever nothing else on the router stands in its way.</summary>
    public ImmutableArray<string> Promised { get; init; } = [];

    /// <summary>Who could get in after the plan and could not before; null when nothing is opened.</summary>
    public string? Opens { get; init; }

    /// <summary>Promised, and not survived on this router: lines for the plan, so that they are read before anyone approves.</summary>
    [JsonIgnore]
    public ImmutableArray<string> NotCured { get; init; } = [];

    /// <summary>Plays every failure on a copy of the router as it is, and on one as the plan would leave it.</summary>
    public static PlanOutlook Of(RouterModel model, Plan plan, FailoverPolicy policy, TimeProvider time, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(s_patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            var prediction = Prediction.Of(model, plan, policy, MatrixOptions.Default, either.Token);
            return prediction.Problem is { } problem ? new PlanOutlook(null, null, [], problem)
                : new PlanOutlook(Json(prediction.Before), Json(prediction.After), [.. prediction.Changes.Select(Row)], null) { Promised = prediction.Promised, NotCured = prediction.NotCured, Opens = prediction.Opens };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new PlanOutlook(null, null, [], $"The failures could not be played within {s_patience.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s: this configuration is too large.");
        }
    }

    public string ToJson() => JsonSerializer.Serialize(this, s_json);

    /// <exception cref="JsonException">The row was written by a version this one does not know.</exception>
    public static PlanOutlook FromJson(string json) => JsonSerializer.Deserialize<PlanOutlook>(json, s_json) ?? throw new JsonException("The outlook is empty.");

    /// <summary>A scenario fails that the method is made for, and the plan does not say so.</summary>
    public bool IsUntold(string scenario, Plan plan) => Promised.Contains(scenario) && !plan.NotCured.Any(line => line.StartsWith(scenario + ": ", StringComparison.Ordinal));

    /// <summary>What is expected of the Internet in a scenario after the plan; null when nothing is.</summary>
    public OutlookRow? Expected(string scenario) => Rows.FirstOrDefault(row => row.Scenario == scenario && row.Check == CheckIds.Internet);

    /// <summary>What is expected of one check in a scenario after the plan; null when nothing is.</summary>
    public (string Verdict, string? Via)? Expected(string scenario, string check)
    {
        if (After is not { ValueKind: JsonValueKind.Object } after || !after.TryGetProperty("scenarios", out var scenarios))
            return null;
        foreach (var row in scenarios.EnumerateArray().Where(row => row.GetProperty("id").GetString() == scenario).SelectMany(row => row.GetProperty("cells").EnumerateArray()))
        {
            if (row.GetProperty("check").GetString() == check)
                return (row.GetProperty("verdict").GetString()!, row.GetProperty("via").GetString());
        }
        return null;
    }

    private static OutlookRow Row(CellChange change) => new(change.Scenario, change.Title, change.After.Check, MatrixWords.Of(change.Before.Verdict), change.Before.Via,
        MatrixWords.Of(change.After.Verdict), change.After.Via, change.After.AfterSeconds, change.After.Why, change.Gain);

    private static JsonElement Json(ScenarioMatrix matrix)
    {
        using var document = JsonDocument.Parse(MatrixJson.Write(matrix, traces: false));
        return document.RootElement.Clone();
    }
}
