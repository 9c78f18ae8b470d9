using DualWanPortal.Failover.Incidents;

namespace DualWanPortal.Plans;

/// <summary>The end of the work on a plan: its state, and what is told of it. An undo that did not come about leaves the plan as it stood.</summary>
public sealed class PlanEnding(PlanStore plans, PlanJournal journal)
{
    /// <summary>The router is as it was to be.</summary>
    public Task KeptAsync(PlanWork work, CancellationToken cancellationToken) => work.IsUndo
        ? FinishAsync(work, PlanStates.Undone, work.Document.Events.Undone, $"{work.Document.Title} was taken back by {work.Record.ApprovedBy}.", null, cancellationToken)
        : FinishAsync(work, PlanStates.Confirmed, work.Document.Events.Applied, $"{work.Document.Title} was applied by {work.Record.ApprovedBy}.", null, cancellationToken);

    /// <summary>The router is as before.</summary>
    /// <param name="byItself">The router had to help itself.</param>
    public async Task BackAsync(PlanWork work, string why, bool byItself, CancellationToken cancellationToken)
    {
        // Told apart for whoever reads it later: a router that had to help itself is worth a look.
        var told = byItself ? why + " The router had gone back by itself." : why;
        if (!work.IsUndo)
        {
            await FinishAsync(work, PlanStates.RolledBack, FailoverEventKind.PlanFailed, $"The plan was rolled back: {told}", told, cancellationToken);
            return;
        }
        await journal.WriteAsync(work.Id, JournalPhases.State, null, JournalOutcomes.Done, "The plan stands as before the undo.", null, cancellationToken);
        await FinishAsync(work, PlanStates.Confirmed, FailoverEventKind.PlanFailed, $"The undo was rolled back, the plan stands as before: {told}", $"It was not taken back and stands as before. {told}", cancellationToken);
    }

    /// <summary>Nothing was changed.</summary>
    public Task RefusedAsync(PlanWork work, string why, CancellationToken cancellationToken) => work.IsUndo
        ? FinishAsync(work, PlanStates.Confirmed, FailoverEventKind.PlanFailed, $"The undo was not begun: {why}", $"The undo was not begun, nothing was changed. {why}", cancellationToken)
        : FinishAsync(work, PlanStates.Failed, FailoverEventKind.PlanFailed, $"The plan was not begun: {why}", $"Nothing was changed. {why}", cancellationToken);

    /// <summary>A person must look: what stands is not known, or could not be changed.</summary>
    public Task LostAsync(PlanWork work, string cause, string problem, CancellationToken cancellationToken) =>
        plans.FinishAsync(work.Id, PlanStates.Failed, FailoverEventKind.PlanFailed, cause, problem, work.Document, cancellationToken);

    private Task FinishAsync(PlanWork work, string state, FailoverEventKind kind, string cause, string? problem, CancellationToken cancellationToken) =>
        plans.FinishAsync(work.Id, state, kind, cause, problem, work.Document with { Undo = null }, cancellationToken);
}
