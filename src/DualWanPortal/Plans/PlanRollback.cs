using DualWanPortal.Failover.Incidents;
using DualWanPortal.Failover.Planning;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.Routers;
using DualWanPortal.Storage;

namespace DualWanPortal.Plans;

/// <summary>
/// Takes back what stands of a plan, last step first: after a failure, on a person's wish, or after a restart. The journal says what may stand, the router's rows what
/// does. Waits for a router that does not answer, since it may have been cut off by the very change.
/// </summary>
public sealed class PlanRollback(PlanStore plans, PlanJournal journal, FreshLogin fresh, TimeProvider time)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);

    /// <summary>From applying or verifying to rolled-back, or to failed with what a person must do.</summary>
    public async Task BackAsync(int planId, Plan plan, string why, CancellationToken cancellationToken)
    {
        if (!await plans.MoveAsync(planId, PlanStates.Applying, PlanStates.RollingBack, cancellationToken, why))
            await plans.MoveAsync(planId, PlanStates.Verifying, PlanStates.RollingBack, cancellationToken, why);
        await TakeBackAsync(planId, plan, PlanStates.RolledBack, FailoverEventKind.PlanFailed, $"The plan was rolled back: {why}", why, cancellationToken);
    }

    /// <summary>From undoing to undone.</summary>
    public Task UndoAsync(PlanRecord record, CancellationToken cancellationToken) =>
        TakeBackAsync(record.Id, PlanDocument.FromJson(record.Plan).Plan, PlanStates.Undone, FailoverEventKind.PlanUndone,
            $"{PlanDocument.FromJson(record.Plan).Title} was taken back by {record.ApprovedBy}.", null, cancellationToken);

    private async Task TakeBackAsync(int planId, Plan plan, string to, FailoverEventKind kind, string cause, string? problem, CancellationToken cancellationToken)
    {
        var deadline = time.GetUtcNow() + s_patience;
        while (true)
        {
            string failure;
            var retry = true;
            try
            {
                var row = await plans.FindAsync(planId, cancellationToken) ?? throw new PlanStepException("The plan was removed.");
                var (undone, found) = await fresh.TakeBackAsync(row, plan, cancellationToken);
                // Told apart for whoever reads it later: a router that had to help itself is worth a look.
                var byItself = undone == 0 && found > 0 ? " The router had gone back by itself." : "";
                await plans.FinishAsync(planId, to, kind, cause + byItself, problem is null ? null : problem + byItself, cancellationToken);
                return;
            }
            catch (RouterOsTrapException refusal)
            {
                (failure, retry) = (refusal.Message, false);
            }
            catch (PlanStepException refusal)
            {
                (failure, retry) = (refusal.Message, false);
            }
            catch (Exception fault) when (RouterFailure.IsOutside(fault))
            {
                failure = RouterFailure.From(fault).Sentence;
            }
            if (!retry || time.GetUtcNow() >= deadline)
            {
                var left = PlanJournal.Standing(await journal.ReadAsync(planId, cancellationToken));
                var byHand = string.Join("; ", left.Select(step => PlanText.Command(plan.Steps[step.Step].Undo)));
                var message = $"{failure} These commands would take back what stands: {byHand}";
                await journal.WriteAsync(planId, JournalPhases.State, null, JournalOutcomes.Failed, message, null, cancellationToken);
                await plans.FinishAsync(planId, PlanStates.Failed, FailoverEventKind.PlanFailed, $"The plan could not be taken back: {failure}", message, cancellationToken);
                return;
            }
            await Task.Delay(s_pause, time, cancellationToken);
        }
    }
}
