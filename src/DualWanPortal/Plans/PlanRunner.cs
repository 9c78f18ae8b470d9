using DualWanPortal.Failover.Incidents;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.Routers;
using DualWanPortal.Storage;

namespace DualWanPortal.Plans;

/// <summary>Carries a plan to a router: written, verified, confirmed, and the way back when anything is not as it should be.</summary>
public sealed class PlanRunner(PlanStore plans, PlanJournal journal, PlanWriter writer, PlanConfirmation confirmation, PlanRollback rollback)
{
    /// <summary>Applies a plan that was taken into <see cref="PlanStates.Applying"/>. Ends in a final state whatever happens; only the portal's own stop throws.</summary>
    /// <param name="cancel">A person's wish to stop: what was done is undone.</param>
    /// <param name="cancellationToken">The portal's stop: the next start recovers from the journal and the router's rows.</param>
    public async Task ApplyAsync(PlanRecord record, CancellationToken cancel, CancellationToken cancellationToken)
    {
        var document = PlanDocument.FromJson(record.Plan);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, cancellationToken);
        try
        {
            // The session stays until the end: a router without safe mode goes back when it ends.
            await using var written = await writer.WriteAsync(record, document.Plan, either.Token);
            await plans.MoveAsync(record.Id, PlanStates.Applying, PlanStates.Verifying, cancellationToken);
            await confirmation.VerifyAsync(record, document, written, either.Token);
            await confirmation.ConfirmAsync(record.Id, written, either.Token, cancellationToken);
            await confirmation.SettleAsync(record, cancellationToken);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await rollback.BackAsync(record.Id, document.Plan, "Cancelled by a person.", cancellationToken);
        }
        catch (PlanRefusedException refusal) when (refusal.Stale)
        {
            await plans.MoveAsync(record.Id, PlanStates.Applying, PlanStates.Stale, cancellationToken, refusal.Message);
        }
        catch (PlanRefusedException refusal)
        {
            await plans.FinishAsync(record.Id, PlanStates.Failed, FailoverEventKind.PlanFailed, $"The plan was not begun: {refusal.Message}", $"Nothing was changed. {refusal.Message}", cancellationToken);
        }
        catch (Exception fault) when (RouterFailure.IsOutside(fault) || fault is PlanStepException)
        {
            var why = fault is PlanStepException ? fault.Message : RouterFailure.From(fault).Sentence;
            await journal.WriteAsync(record.Id, JournalPhases.State, null, JournalOutcomes.Failed, why, null, cancellationToken);
            await rollback.BackAsync(record.Id, document.Plan, why, cancellationToken);
        }
    }
}
