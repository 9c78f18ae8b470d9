using DualWanPortal.Plans.Rehearsing;
using DualWanPortal.Storage;

namespace DualWanPortal.Plans;

/// <summary>
/// Takes up a plan where it is: begun afresh, or left by a portal that died. What became of it is read off the router, which may have gone back by itself meanwhile;
/// the journal only says what to look for.
/// </summary>
public sealed class PlanRecovery(PlanJournal journal, PlanRehearser rehearser, PlanStore plans, PlanRunner runner, PlanConfirmation confirmation, PlanRollback rollback)
{
    public async Task CarryOnAsync(PlanRecord plan, CancellationToken cancel, CancellationToken cancellationToken)
    {
        var lines = await journal.ReadAsync(plan.Id, cancellationToken);
        switch (plan.State)
        {
            case PlanStates.Rehearsing:
                if (await rehearser.RehearseAsync(plan, cancel, cancellationToken) && await plans.FindAsync(plan.Id, cancellationToken) is { } rehearsed)
                    await runner.ApplyAsync(rehearsed, cancel, cancellationToken);
                break;
            case PlanStates.Applying when lines.TrueForAll(line => line.Phase == JournalPhases.Rehearsal):
                await runner.ApplyAsync(plan, cancel, cancellationToken);
                break;
            case PlanStates.Undoing:
                await rollback.UndoAsync(plan, cancellationToken);
                break;
            case PlanStates.Verifying when lines.Exists(line => line.Phase == JournalPhases.Confirm):
                await TellAsync(plan, "The portal was restarted after the plan had been verified: the router's rows tell whether it stands.", cancellationToken);
                await confirmation.SettleAsync(plan, cancellationToken);
                break;
            case PlanStates.Applying or PlanStates.Verifying or PlanStates.RollingBack:
                await TellAsync(plan, "The portal was restarted in the middle: what stands is taken back.", cancellationToken);
                await rollback.BackAsync(plan.Id, PlanDocument.FromJson(plan.Plan).Plan, plan.Problem ?? "The portal was restarted in the middle of the change.", cancellationToken);
                break;
        }
    }

    private Task TellAsync(PlanRecord plan, string what, CancellationToken cancellationToken) =>
        journal.WriteAsync(plan.Id, JournalPhases.State, null, JournalOutcomes.Begun, what, null, cancellationToken);
}
