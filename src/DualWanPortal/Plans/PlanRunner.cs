using DualWanPortal.Routers;

namespace DualWanPortal.Plans;

/// <summary>Carries a plan to a router: written, verified, confirmed, and the way back when anything is not as it should be.</summary>
public sealed class PlanRunner(PlanStore plans, PlanJournal journal, PlanWriter writer, PlanConfirmation confirmation, PlanRollback rollback, PlanEnding ending)
{
    /// <summary>Carries out a plan that was taken into <see cref="PlanStates.Applying"/>, or the way back of one in <see cref="PlanStates.Undoing"/>. Ends in a final state whatever happens; only the portal's own stop throws.</summary>
    /// <param name="cancel">A person's wish to stop: what was done is undone.</param>
    /// <param name="cancellationToken">The portal's stop: the next start recovers from the journal and the router's rows.</param>
    public async Task ApplyAsync(PlanWork work, CancellationToken cancel, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, cancellationToken);
        try
        {
            // The session stays until the end: a router without safe mode goes back when it ends.
            await using var written = await writer.WriteAsync(work, either.Token);
            work = work.IsUndo ? work : work with { Document = work.Document with { ReachedBefore = written.Before.Reached } };
            if (!work.IsUndo)
                await plans.MoveAsync(work.Id, PlanStates.Applying, PlanStates.Verifying, cancellationToken);
            await confirmation.VerifyAsync(work, written, either.Token);
            await confirmation.ConfirmAsync(work, written, either.Token, cancellationToken);
            await confirmation.SettleAsync(work, cancellationToken);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await rollback.BackAsync(work, "Cancelled by a person.", cancellationToken);
        }
        catch (PlanRefusedException refusal) when (refusal.Stale && !work.IsUndo)
        {
            await plans.MoveAsync(work.Id, PlanStates.Applying, PlanStates.Stale, cancellationToken, refusal.Message);
        }
        catch (PlanRefusedException refusal)
        {
            await ending.RefusedAsync(work, refusal.Message, cancellationToken);
        }
        catch (Exception fault) when (RouterFailure.IsOutside(fault) || fault is PlanStepException)
        {
            var why = fault is PlanStepException ? fault.Message : RouterFailure.From(fault).Sentence;
            await journal.WriteAsync(work.Id, JournalPhases.State, null, JournalOutcomes.Failed, why, null, cancellationToken);
            await rollback.BackAsync(work, why, cancellationToken);
        }
    }
}
