using DualWanPortal.Failover.Incidents;
using DualWanPortal.Failover.Planning;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.Routers;
using DualWanPortal.Storage;

namespace DualWanPortal.Plans;

/// <summary>
/// Takes back what stands of a plan, last step first, from the journal alone: after a failure, on a person's wish, or after a restart. Waits for a router
/// that does not answer, since it may have been cut off by the very change.
/// </summary>
public sealed class PlanRollback(PlanStore plans, PlanJournal journal, SafetyCopies copies, RouterLook look, TimeProvider time)
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
            $"Policy {record.PolicyName} was taken back by {record.ApprovedBy}.", null, cancellationToken);

    private async Task TakeBackAsync(int planId, Plan plan, string to, FailoverEventKind kind, string cause, string? problem, CancellationToken cancellationToken)
    {
        var deadline = time.GetUtcNow() + s_patience;
        while (true)
        {
            string failure;
            var retry = true;
            try
            {
                await OnceAsync(planId, plan, cancellationToken);
                await plans.FinishAsync(planId, to, kind, cause, problem, cancellationToken);
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

    private async Task OnceAsync(int planId, Plan plan, CancellationToken cancellationToken)
    {
        var planRouter = await plans.FindAsync(planId, cancellationToken) ?? throw new PlanStepException("The plan was removed.");
        await using var client = await look.ConnectAsync(planRouter.RouterId, cancellationToken);
        foreach (var (number, rowId) in PlanJournal.Standing(await journal.ReadAsync(planId, cancellationToken)))
        {
            var undo = plan.Steps[number].Undo;
            var text = PlanText.Command(undo);
            await journal.WriteAsync(planId, JournalPhases.Undo, number, JournalOutcomes.Begun, text, null, cancellationToken);
            await StepRunner.UndoAsync(client, undo, rowId, cancellationToken);
            await journal.WriteAsync(planId, JournalPhases.Undo, number, JournalOutcomes.Done, text, null, cancellationToken);
        }
        var version = (await RouterLook.ReadAsync(client, cancellationToken)).Version;
        await copies.RemoveAsync(client, version ?? default, planId, keepUnfetched: true, cancellationToken);
    }
}
