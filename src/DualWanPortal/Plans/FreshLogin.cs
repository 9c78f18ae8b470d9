using System.Collections.Immutable;
using System.Globalization;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Plans.Safety;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.Storage;

namespace DualWanPortal.Plans;

/// <summary>What is done to a router from a login of its own, over the management path, as any administrator would have to: look, end, take back.</summary>
public sealed class FreshLogin(RouterLook look, PlanSafety safety, SafetyCopies copies, PlanJournal journal, TimeProvider time)
{
    /// <summary>What is not as it should be, or null, and how traffic gets out.</summary>
    public async Task<(string? Problem, DataPlane? Seen)> VerifyAsync(PlanRecord record, PlanDocument document, CancellationToken cancellationToken)
    {
        await using var client = await look.ConnectAsync(record.RouterId, cancellationToken);
        var model = await RouterLook.ReadAsync(client, cancellationToken);
        if (PlanVerification.Problem(model, document) is { } problem)
            return (problem, null);
        return (null, await DataPlane.LookAsync(client, model, time, cancellationToken));
    }

    /// <summary>Ends the guards of a plan that is to stay, and then looks how each step is.</summary>
    public async Task<ImmutableArray<StepState>> SettleAsync(PlanRecord record, Plan plan, CancellationToken cancellationToken)
    {
        await using var client = await look.ConnectAsync(record.RouterId, cancellationToken);
        var lines = await journal.ReadAsync(record.Id, cancellationToken);
        await safety.SafeMode.ReleaseLeftAsync(client, record.Id, lines, await look.UserAsync(record.RouterId, cancellationToken), cancellationToken);
        await safety.DeadMan.DisarmAsync(client, record.Id, Jobs(lines), cancellationToken);
        return StepStanding.Of(plan, await RouterRows.OfAsync(client, plan, cancellationToken));
    }

    /// <summary>Takes back what stands, last step first, then the guards and the copies. What the router took back by itself is left as it is.</summary>
    /// <returns>How many of the steps that the journal knows were found standing, and how many were not.</returns>
    public async Task<(int Undone, int Found)> TakeBackAsync(PlanRecord record, Plan plan, CancellationToken cancellationToken)
    {
        await using var client = await look.ConnectAsync(record.RouterId, cancellationToken);
        var lines = await journal.ReadAsync(record.Id, cancellationToken);
        await safety.SafeMode.UnrollLeftAsync(client, record.Id, lines, await look.UserAsync(record.RouterId, cancellationToken), cancellationToken);
        var (undone, found) = (0, 0);
        foreach (var (number, rowId) in PlanJournal.Standing(lines))
        {
            if (await UndoAsync(client, record.Id, number, plan.Steps[number], rowId, cancellationToken))
                undone++;
            else
                found++;
        }
        await safety.DeadMan.DisarmAsync(client, record.Id, Jobs(lines), cancellationToken);
        var version = (await RouterLook.ReadAsync(client, cancellationToken)).Version;
        await copies.RemoveAsync(client, version ?? default, record.Id, keepUnfetched: true, cancellationToken);
        return (undone, found);
    }

    /// <summary>Takes the copies of a plan that is done off the router's flash.</summary>
    public async Task RemoveCopiesAsync(PlanRecord record, CancellationToken cancellationToken)
    {
        await using var client = await look.ConnectAsync(record.RouterId, cancellationToken);
        var version = (await RouterLook.ReadAsync(client, cancellationToken)).Version;
        await copies.RemoveAsync(client, version ?? default, record.Id, keepUnfetched: false, cancellationToken);
    }

    /// <returns>False when the router already was as before this step.</returns>
    private async Task<bool> UndoAsync(RouterOsClient client, int planId, int number, PlanStep step, string? rowId, CancellationToken cancellationToken)
    {
        var text = PlanText.Command(step.Undo);
        var rows = await RouterRows.OfAsync(client, new Plan([step], [], ""), cancellationToken);
        switch (StepStanding.Of(step, rows))
        {
            case StepState.Absent:
                await journal.WriteAsync(planId, JournalPhases.Undo, number, JournalOutcomes.Done, $"The router already is as before step {(number + 1).ToString(CultureInfo.InvariantCulture)}.", null, cancellationToken);
                return false;
            case StepState.Lost:
                throw new PlanStepException($"The row that step {(number + 1).ToString(CultureInfo.InvariantCulture)} changed is gone or was changed by somebody else.");
            default:
                await journal.WriteAsync(planId, JournalPhases.Undo, number, JournalOutcomes.Begun, text, null, cancellationToken);
                await StepRunner.UndoAsync(client, step.Undo, rowId, cancellationToken);
                await journal.WriteAsync(planId, JournalPhases.Undo, number, JournalOutcomes.Done, text, null, cancellationToken);
                return true;
        }
    }

    private static List<WaitingJob> Jobs(IEnumerable<PlanJournalRecord> lines) =>
        [.. lines.Where(line => line is { Phase: JournalPhases.DeadMan, RowId: not null }).Select(line => new WaitingJob(line.RowId!, line.At))];
}
