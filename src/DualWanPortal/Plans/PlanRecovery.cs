using DualWanPortal.Plans.Approval;
using DualWanPortal.Plans.Rehearsing;
using DualWanPortal.Storage;

namespace DualWanPortal.Plans;

/// <summary>
/// Takes up a plan where it is: begun afresh, or left by a portal that died. What became of it is read off the router, which may have gone back by itself meanwhile;
/// the journal only says what to look for.
/// </summary>
public sealed class PlanRecovery(PlanJournal journal, PlanRehearser rehearser, PlanGate gate, PlanRunner runner, PlanUndoing undoing, PlanConfirmation confirmation, PlanRollback rollback)
{
    public async Task CarryOnAsync(PlanRecord plan, CancellationToken cancel, CancellationToken cancellationToken)
    {
        var lines = await journal.ReadAsync(plan.Id, cancellationToken);
        switch (plan.State)
        {
            case PlanStates.Rehearsing:
                if (await rehearser.RehearseAsync(plan, cancel, cancellationToken) && await gate.AdmitAsync(plan.Id, PlanStates.Rehearsed, cancellationToken) is { State: PlanStates.Applying } admitted)
                    await runner.ApplyAsync(PlanWork.Of(admitted), cancel, cancellationToken);
                break;
            case PlanStates.Applying when lines.TrueForAll(line => line.Phase is JournalPhases.Rehearsal or JournalPhases.Approval or JournalPhases.Window):
                await runner.ApplyAsync(PlanWork.Of(plan), cancel, cancellationToken);
                break;
            case PlanStates.Undoing:
                await UndoAsync(PlanWork.Of(plan), lines, cancel, cancellationToken);
                break;
            case PlanStates.Verifying when lines.Exists(line => line.Phase == JournalPhases.Confirm):
                await TellAsync(plan, "The portal was restarted after the plan had been verified: the router's rows tell whether it stands.", cancellationToken);
                await confirmation.SettleAsync(PlanWork.Of(plan), cancellationToken);
                break;
            case PlanStates.Applying or PlanStates.Verifying or PlanStates.RollingBack:
                await TellAsync(plan, "The portal was restarted in the middle: what stands is taken back.", cancellationToken);
                await rollback.BackAsync(PlanWork.Of(plan), plan.Problem ?? "The portal was restarted in the middle of the change.", cancellationToken);
                break;
        }
    }

    private async Task UndoAsync(PlanWork work, List<PlanJournalRecord> lines, CancellationToken cancel, CancellationToken cancellationToken)
    {
        if (work.IsUndo && lines.TrueForAll(line => line.Id <= work.Since))
        {
            await runner.ApplyAsync(work, cancel, cancellationToken);
        }
        else if (work.IsUndo && lines.Exists(line => line.Id > work.Since && line.Phase == JournalPhases.Confirm))
        {
            await TellAsync(work.Record, "The portal was restarted after the undo had been verified: the router's rows tell whether it stands.", cancellationToken);
            await confirmation.SettleAsync(work, cancellationToken);
        }
        else if (work.IsUndo)
        {
            await TellAsync(work.Record, "The portal was restarted in the middle of the undo: the plan is put back as it stood.", cancellationToken);
            await rollback.BackAsync(work, "The portal was restarted in the middle of the undo.", cancellationToken);
        }
        else if (!lines.Exists(line => line is { Phase: JournalPhases.Confirm, Outcome: JournalOutcomes.Done }))
        {
            await rollback.UndoAsync(work, cancellationToken);
        }
        else if (await undoing.BeginAsync(work.Record, cancel, cancellationToken) is { } begun)
        {
            await runner.ApplyAsync(begun, cancel, cancellationToken);
        }
    }

    private Task TellAsync(PlanRecord plan, string what, CancellationToken cancellationToken) =>
        journal.WriteAsync(plan.Id, JournalPhases.State, null, JournalOutcomes.Begun, what, null, cancellationToken);
}
