using System.Collections.Immutable;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Plans.Outlook;
using DualWanPortal.Plans.Safety;
using DualWanPortal.Routers;
using DualWanPortal.Storage;

namespace DualWanPortal.Plans;

/// <summary>Works out from the router as it is now how a confirmed plan is taken back, and stores that before anything is changed.</summary>
public sealed class PlanUndoing(PlanStore plans, PlanJournal journal, PlanOutlooks outlooks, RouterLook look, PlanEnding ending, TimeProvider time)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);

    /// <param name="record">In <see cref="PlanStates.Undoing"/>.</param>
    /// <param name="cancel">A person's wish to leave the plan as it stands.</param>
    /// <returns>What is to be carried out; null when that was the end of it.</returns>
    public async Task<PlanWork?> BeginAsync(PlanRecord record, CancellationToken cancel, CancellationToken cancellationToken)
    {
        var plain = PlanWork.Of(record);
        // So that an end of it is told as the end of an undo.
        var work = plain with { Document = plain.Document with { Undo = new PlanUndo(new Plan([], [], ""), [], 0, false) } };
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, cancellationToken);
        var deadline = time.GetUtcNow() + s_patience;
        while (true)
        {
            try
            {
                return await PlanAsync(work, either.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                await ending.RefusedAsync(work, "Cancelled by a person.", cancellationToken);
                return null;
            }
            catch (Exception fault) when (fault is PlanStepException || (RouterFailure.IsOutside(fault) && time.GetUtcNow() >= deadline))
            {
                await ending.RefusedAsync(work, fault is PlanStepException ? fault.Message : RouterFailure.From(fault).Sentence, cancellationToken);
                return null;
            }
            catch (Exception fault) when (RouterFailure.IsOutside(fault))
            {
                // A router that is away for a moment is no reason to ask the person again.
            }
            await Task.Delay(s_pause, time, cancellationToken);
        }
    }

    private async Task<PlanWork?> PlanAsync(PlanWork work, CancellationToken cancellationToken)
    {
        var plan = work.Document.Plan;
        await using var client = await look.ConnectAsync(work.Record.RouterId, cancellationToken);
        var states = StepStanding.Of(plan, await RouterRows.OfAsync(client, plan, cancellationToken));
        if (states.IndexOf(StepState.Lost) is >= 0 and var lost)
        {
            var byHand = string.Join("; ", plan.Steps.Where((_, number) => states[number] == StepState.Stands).Reverse().Select(step => PlanText.Command(step.Undo)));
            throw new PlanStepException($"The row that step {lost + 1} changed is gone or was changed by somebody else. These commands would take back what stands: {byHand}");
        }
        var lines = await journal.ReadAsync(work.Id, cancellationToken);
        var added = lines.Where(line => line is { Step: not null, RowId: not null }).GroupBy(line => line.Step!.Value).ToImmutableDictionary(step => step.Key, step => step.Last().RowId!);
        var (back, steps) = WayBack.Of(plan, states, added, Planner.Fingerprint(await RouterLook.ReadAsync(client, cancellationToken)));
        if (back.IsEmpty)
        {
            await journal.WriteAsync(work.Id, JournalPhases.Undo, null, JournalOutcomes.Done, "The router already is as before the plan: there is nothing to take back.", null, cancellationToken);
            await ending.KeptAsync(work, cancellationToken);
            return null;
        }
        var (outlook, _) = await outlooks.FindAsync(work.Id, cancellationToken);
        var begun = work with { Document = work.Document with { Undo = new PlanUndo(back, steps, lines.Count == 0 ? 0 : lines[^1].Id, work.Document.ReachedBefore ?? outlook?.Expected("normal")?.Before is "works" or "degraded") } };
        return await plans.StoreUndoAsync(work.Id, begun.Document, cancellationToken) ? begun : null;
    }
}
