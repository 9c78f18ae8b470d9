using DualWanPortal.Failover.Planning;
using DualWanPortal.Plans.Safety;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.Routers;

namespace DualWanPortal.Plans;

/// <summary>
/// Takes back what stands of a plan, last step first: after a failure, on a person's wish, or after a restart. The journal says what may stand, the router's rows what
/// does. Waits for a router that does not answer, since it may have been cut off by the very change.
/// </summary>
public sealed class PlanRollback(PlanStore plans, PlanJournal journal, FreshLogin fresh, PlanEnding ending, TimeProvider time)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);

    /// <summary>What the portal may not take back the router may: it is given the time to.</summary>
    private static readonly TimeSpan s_routersTurn = DeadMan.Delay + TimeSpan.FromSeconds(20);

    /// <summary>From applying or verifying to rolled-back, of an undo to confirmed, or to failed with what a person must do.</summary>
    public async Task BackAsync(PlanWork work, string why, CancellationToken cancellationToken)
    {
        if (!work.IsUndo && !await plans.MoveAsync(work.Id, PlanStates.Applying, PlanStates.RollingBack, cancellationToken, why))
            await plans.MoveAsync(work.Id, PlanStates.Verifying, PlanStates.RollingBack, cancellationToken, why);
        await TakeBackAsync(work, byItself => ending.BackAsync(work, why, byItself, cancellationToken), cancellationToken);
    }

    /// <summary>From undoing to undone what was never confirmed: step by step, without a promise, for what stands is nobody's plan.</summary>
    public Task UndoAsync(PlanWork work, CancellationToken cancellationToken) => TakeBackAsync(work, _ => plans.FinishAsync(work.Id, PlanStates.Undone, work.Document.Events.Undone,
        $"{work.Document.Title} was taken back by {work.Record.ApprovedBy}.", null, work.Document, cancellationToken), cancellationToken);

    private async Task TakeBackAsync(PlanWork work, Func<bool, Task> taken, CancellationToken cancellationToken)
    {
        var begun = time.GetUtcNow();
        while (true)
        {
            string failure;
            var patience = s_patience;
            try
            {
                var (undone, found) = await fresh.TakeBackAsync(work, cancellationToken);
                await taken(undone == 0 && found > 0);
                return;
            }
            catch (Exception refusal) when (refusal is RouterOsTrapException or PlanStepException)
            {
                (failure, patience) = (refusal.Message, s_routersTurn);
            }
            catch (Exception fault) when (RouterFailure.IsOutside(fault))
            {
                failure = RouterFailure.From(fault).Sentence;
            }
            if (time.GetUtcNow() >= begun + patience)
            {
                var left = PlanJournal.Standing(work, await journal.ReadAsync(work, cancellationToken));
                var byHand = string.Join("; ", left.Select(step => PlanText.Command(work.Plan.Steps[step.Index].Undo)));
                var message = $"{failure} These commands would take back what stands: {byHand}. {await EndGuardsAsync(work, cancellationToken)}";
                await journal.WriteAsync(work.Id, JournalPhases.State, null, JournalOutcomes.Failed, message, null, cancellationToken);
                await ending.LostAsync(work, $"{(work.IsUndo ? "The undo" : "The plan")} could not be taken back: {failure}", message, cancellationToken);
                return;
            }
            await Task.Delay(s_pause, time, cancellationToken);
        }
    }

    /// <summary>A router that goes back by itself later, when people have put things right by hand or by another plan, would spoil that.</summary>
    /// <returns>What is to be told of it.</returns>
    private async Task<string> EndGuardsAsync(PlanWork work, CancellationToken cancellationToken)
    {
        try
        {
            await fresh.EndGuardsAsync(work, cancellationToken);
            return "Nothing on the router waits to do so by itself any more.";
        }
        catch (Exception fault) when (RouterFailure.IsOutside(fault) || fault is PlanStepException)
        {
            return $"The router may still go back by itself: remove what has the comment {new DeadManNames(work.Id).Comment} in /system/scheduler, /tool/netwatch and /system/script.";
        }
    }
}
