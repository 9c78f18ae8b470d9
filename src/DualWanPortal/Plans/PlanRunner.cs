using System.Globalization;
using DualWanPortal.Failover.Incidents;
using DualWanPortal.Failover.Planning;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.Routers;
using DualWanPortal.Storage;

namespace DualWanPortal.Plans;

/// <summary>
/// Carries a plan to a router: copies first, then step by step with the journal ahead of each, verification from a fresh login, and the way back when
/// anything is not as it should be. Reads top to bottom.
/// </summary>
public sealed class PlanRunner(PlanStore plans, PlanJournal journal, SafetyCopies copies, RouterLook look, PlanRollback rollback, TimeProvider time)
{
    private static readonly TimeSpan s_settles = TimeSpan.FromSeconds(25);

    /// <summary>Applies a plan that was taken into <see cref="PlanStates.Applying"/>. Ends in a final state whatever happens; only the portal's own stop throws.</summary>
    /// <param name="cancel">A person's wish to stop: what was done is undone.</param>
    /// <param name="cancellationToken">The portal's stop: the next start recovers from the journal.</param>
    public async Task ApplyAsync(PlanRecord record, CancellationToken cancel, CancellationToken cancellationToken)
    {
        var document = PlanDocument.FromJson(record.Plan);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, cancellationToken);
        try
        {
            if (await WriteAsync(record, document, either.Token) is not { } before)
                return;
            await plans.MoveAsync(record.Id, PlanStates.Applying, PlanStates.Verifying, cancellationToken);
            await VerifyAsync(record, document, before, either.Token);
            await FinishAsync(record, cancellationToken);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await rollback.BackAsync(record.Id, document.Plan, "Cancelled by a person.", cancellationToken);
        }
        catch (Exception fault) when (RouterFailure.IsOutside(fault) || fault is PlanStepException)
        {
            var why = fault is PlanStepException ? fault.Message : RouterFailure.From(fault).Sentence;
            await journal.WriteAsync(record.Id, JournalPhases.State, null, JournalOutcomes.Failed, why, null, cancellationToken);
            await rollback.BackAsync(record.Id, document.Plan, why, cancellationToken);
        }
    }

    /// <summary>Everything up to the last step.</summary>
    /// <returns>What was seen before the change; null when the plan was stale and nothing was done.</returns>
    private async Task<Before?> WriteAsync(PlanRecord record, PlanDocument document, CancellationToken cancellationToken)
    {
        await using var client = await look.ConnectAsync(record.RouterId, cancellationToken);
        var model = await RouterLook.ReadAsync(client, cancellationToken);
        if (Planner.Fingerprint(model) != document.Plan.Fingerprint)
        {
            await plans.MoveAsync(record.Id, PlanStates.Applying, PlanStates.Stale, cancellationToken, "The router's configuration has changed since this plan was made. Make a new one.");
            return null;
        }
        var version = model.Version ?? throw new PlanStepException("The router does not say which version it runs, so the right commands are not known.");
        var reached = await PlanVerification.ReachesInternetAsync(client, version, cancellationToken);
        await journal.WriteAsync(record.Id, JournalPhases.Check, null, JournalOutcomes.Done,
            $"RouterOS {version}; configuration as planned; the Internet was {(reached ? "reached" : "not reached")} before the change.", null, cancellationToken);
        await copies.TakeAsync(client, version, record.Id, cancellationToken);
        for (var number = 0; number < document.Plan.Steps.Length; number++)
            await StepAsync(client, record.Id, number, document.Plan.Steps[number], cancellationToken);
        return new Before(reached);
    }

    private async Task StepAsync(RouterOsClient client, int planId, int number, PlanStep step, CancellationToken cancellationToken)
    {
        var text = PlanText.Command(step.Do);
        await journal.WriteAsync(planId, JournalPhases.Step, number, JournalOutcomes.Begun, text, null, cancellationToken);
        try
        {
            var added = await StepRunner.RunAsync(client, step.Do, null, cancellationToken);
            await journal.WriteAsync(planId, JournalPhases.Step, number, JournalOutcomes.Done, text, added, CancellationToken.None);
        }
        catch (Exception refusal) when (refusal is RouterOsTrapException or PlanStepException)
        {
            // Refused means not done: there is nothing of this step to undo.
            var why = refusal is RouterOsTrapException trap ? trap.RouterMessage : refusal.Message;
            await journal.WriteAsync(planId, JournalPhases.Step, number, JournalOutcomes.Failed, $"{text}: {why}", null, CancellationToken.None);
            throw;
        }
    }

    private async Task VerifyAsync(PlanRecord record, PlanDocument document, Before before, CancellationToken cancellationToken)
    {
        var deadline = time.GetUtcNow() + s_settles;
        while (true)
        {
            string? problem;
            try
            {
                await using var fresh = await look.ConnectAsync(record.RouterId, cancellationToken);
                problem = await PlanVerification.ProblemAsync(fresh, document.Policy, before.Reached, cancellationToken);
            }
            catch (RouterOsException fault)
            {
                problem = RouterFailure.From(fault).Sentence;
            }
            if (problem is null)
            {
                await journal.WriteAsync(record.Id, JournalPhases.Verify, null, JournalOutcomes.Done, "A fresh login shows what was written, and the Internet is reached as before.", null, cancellationToken);
                return;
            }
            // A DHCP client that changes its distance needs a moment until its route is back.
            if (time.GetUtcNow() >= deadline)
                throw new PlanStepException($"Verification failed for {s_settles.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s: {problem}");
            await Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken);
        }
    }

    private async Task FinishAsync(PlanRecord record, CancellationToken cancellationToken)
    {
        await CleanAsync(record, cancellationToken);
        await plans.FinishAsync(record.Id, PlanStates.Confirmed, FailoverEventKind.PlanApplied, $"Policy {record.PolicyName} was applied by {record.ApprovedBy}.", null, cancellationToken);
    }

    private async Task CleanAsync(PlanRecord record, CancellationToken cancellationToken)
    {
        try
        {
            await using var client = await look.ConnectAsync(record.RouterId, cancellationToken);
            var version = (await RouterLook.ReadAsync(client, cancellationToken)).Version;
            await copies.RemoveAsync(client, version ?? default, record.Id, keepUnfetched: false, cancellationToken);
        }
        catch (RouterOsException fault)
        {
            // The change is done and verified; files left on the flash do no harm and are named in the journal.
            await journal.WriteAsync(record.Id, JournalPhases.Clean, null, JournalOutcomes.Failed,
                $"{SafetyCopies.NameOf(record.Id)}.backup and .rsc may still be on the router: {RouterFailure.From(fault).Sentence}", null, cancellationToken);
        }
    }

    private sealed record Before(bool Reached);
}
