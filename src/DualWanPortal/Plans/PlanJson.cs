using System.Text.Json;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Plans.Outlook;
using DualWanPortal.Plans.Rehearsing;
using DualWanPortal.Plans.Safety;
using DualWanPortal.Storage;

namespace DualWanPortal.Plans;

/// <summary>A plan as the HTTP API shows it.</summary>
public sealed record PlanJson(int Id, int RouterId, string Policy, string State, string? Problem, IReadOnlyList<PlanStepJson> Steps, int Actions, IReadOnlyList<string> NotCured, IReadOnlyList<PlanCheck> Checks,
    JsonElement? Before, JsonElement? After, RehearsalReport? Rehearsal, IReadOnlyList<JournalLineJson> Journal, string CreatedBy, string? ApprovedBy, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, PlanRequestJson? Request, IReadOnlyList<KnownWan> Wans)
{
    /// <summary>With what was predicted and rehearsed, where it was asked for.</summary>
    public static PlanJson Of(PlanRecord row, IEnumerable<PlanJournalRecord> journal, PlanOutlook? outlook = null, RehearsalReport? rehearsal = null, PlanRequestRecord? request = null)
    {
        var document = PlanDocument.FromJson(row.Plan);
        var plan = document.Plan;
        return new PlanJson(row.Id, row.RouterId, row.PolicyName, row.State, row.Problem, [.. plan.Steps.Select(PlanStepJson.Of)], plan.Steps.Length, plan.NotCured, document.Checks,
            outlook?.Before, outlook?.After, rehearsal, [.. journal.Select(JournalLineJson.Of)], row.CreatedBy, row.ApprovedBy, row.CreatedAt, row.UpdatedAt, request is null ? null : PlanRequestJson.Of(request), document.Wans);
    }
}

/// <param name="OutsideWindow">Why it does not wait for a change window.</param>
/// <param name="SecondBy">Who else agreed.</param>
/// <param name="ExpiresAt">Until when a second person may agree.</param>
/// <param name="StartsAt">When the change window opens that it waits for.</param>
public sealed record PlanRequestJson(string AskedBy, DateTimeOffset AskedAt, string? OutsideWindow, string? SecondBy, DateTimeOffset? SecondAt, DateTimeOffset? ExpiresAt, DateTimeOffset? StartsAt)
{
    public static PlanRequestJson Of(PlanRequestRecord row) => new(row.AskedBy, row.AskedAt, row.OutsideWindow, row.SecondBy, row.SecondAt, row.ExpiresAt, row.StartsAt);
}

/// <param name="Path">Menu.</param>
/// <param name="Do">Exact command.</param>
/// <param name="Undo">Exact command that takes it back.</param>
/// <param name="Foreign">Changes a line that the portal did not make.</param>
public sealed record PlanStepJson(string Path, string Kind, string Do, string Undo, string Why, bool Foreign)
{
    public static PlanStepJson Of(PlanStep step) => new(step.Do.Menu, step.Kind switch { StepKind.Add => "add", StepKind.Remove => "remove", _ => "change" },
        PlanText.Command(step.Do), PlanText.Command(step.Undo), step.Why, step.Foreign);
}

public sealed record JournalLineJson(DateTimeOffset At, string Phase, int? Step, string Outcome, string Text)
{
    public static JournalLineJson Of(PlanJournalRecord line) => new(line.At, line.Phase, line.Step, line.Outcome, line.Text);
}
