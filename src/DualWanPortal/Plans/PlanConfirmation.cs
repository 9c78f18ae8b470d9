using System.Globalization;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Plans.Safety;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.Routers;

namespace DualWanPortal.Plans;

/// <summary>
/// From the last step to the end: verified in-band and from a fresh login, confirmed, the dead-man taken off, and a last look that decides by the router's rows what
/// the plan came to. That look also ends a plan whose portal died on the way.
/// </summary>
public sealed class PlanConfirmation(PlanJournal journal, FreshLogin fresh, PlanWriter writer, PlanRollback rollback, PlanEnding ending, TimeProvider time)
{
    private static readonly TimeSpan s_settles = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);

    /// <summary>The applying session shows every step, and a fresh login over the management path shows what was written and that traffic gets out as before.</summary>
    /// <exception cref="PlanStepException">Not within the time that routes need to settle.</exception>
    public async Task VerifyAsync(PlanWork work, WrittenPlan written, CancellationToken cancellationToken)
    {
        var deadline = time.GetUtcNow() + s_settles;
        while (true)
        {
            await writer.KeepAsync(written, cancellationToken);
            var problem = await ProblemAsync(work, written, cancellationToken);
            if (problem is null)
                return;
            // A DHCP client that changes its distance needs a moment until its route is back.
            if (time.GetUtcNow() >= deadline)
                throw new PlanStepException($"Verification failed for {s_settles.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s: {problem}");
            await Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken);
        }
    }

    /// <summary>The point of no return: from here on only the router's rows decide. Keeps what safe mode holds.</summary>
    /// <param name="either">A person's wish to stop counts until the journal says that the plan is confirmed.</param>
    public async Task ConfirmAsync(PlanWork work, WrittenPlan written, CancellationToken either, CancellationToken cancellationToken)
    {
        either.ThrowIfCancellationRequested();
        await journal.WriteAsync(work.Id, JournalPhases.Confirm, null, JournalOutcomes.Begun, $"Verified; from here on {(work.IsUndo ? "the undo" : "the plan")} is kept.", null, cancellationToken);
        try
        {
            await writer.ReleaseAsync(written, work.Id, cancellationToken);
        }
        catch (RouterOsException fault)
        {
            // Whether the router heard it is seen by the look that follows.
            await journal.WriteAsync(work.Id, JournalPhases.SafeMode, null, JournalOutcomes.Failed, RouterFailure.From(fault).Sentence, null, cancellationToken);
        }
    }

    /// <summary>Ends a plan whose confirmation has begun: takes the dead-man off, then looks whether the new configuration stands, or the router was faster and went back.</summary>
    public async Task SettleAsync(PlanWork work, CancellationToken cancellationToken)
    {
        var deadline = time.GetUtcNow() + s_patience;
        while (true)
        {
            string failure;
            try
            {
                await DecideAsync(work, cancellationToken);
                return;
            }
            catch (Exception fault) when (RouterFailure.IsOutside(fault) || fault is PlanStepException)
            {
                failure = fault is PlanStepException ? fault.Message : RouterFailure.From(fault).Sentence;
            }
            if (time.GetUtcNow() >= deadline)
            {
                var message = $"{failure} The plan was verified, but whether it was kept could not be seen: if the router went back by itself, undo does no harm.";
                await journal.WriteAsync(work.Id, JournalPhases.Confirm, null, JournalOutcomes.Failed, message, null, cancellationToken);
                await ending.LostAsync(work, $"The plan could not be confirmed: {failure}", message, cancellationToken);
                return;
            }
            await Task.Delay(s_pause, time, cancellationToken);
        }
    }

    private async Task DecideAsync(PlanWork work, CancellationToken cancellationToken)
    {
        var states = await fresh.SettleAsync(work, cancellationToken);
        if (states.All(state => state == StepState.Stands))
        {
            await journal.WriteAsync(work.Id, JournalPhases.Confirm, null, JournalOutcomes.Done, "A last look shows every step in place.", null, cancellationToken);
            await fresh.RemoveCopiesAsync(work, cancellationToken);
            await fresh.EndLeftAsync(work, cancellationToken);
            await ending.KeptAsync(work, cancellationToken);
            return;
        }
        await rollback.BackAsync(work, "The router had gone back by itself, or somebody changed it, before the plan could be confirmed.", cancellationToken);
    }

    private async Task<string?> ProblemAsync(PlanWork work, WrittenPlan written, CancellationToken cancellationToken)
    {
        var states = StepStanding.Of(work.Plan, await RouterRows.OfAsync(written.Client, work.Plan, cancellationToken));
        var missing = states.TakeWhile(state => state == StepState.Stands).Count();
        if (missing < states.Length)
            return $"The router does not show step {work.Ordinal(missing)} {(work.IsUndo ? "as taken back" : "as written")}.";
        try
        {
            var (problem, after) = await fresh.VerifyAsync(work, cancellationToken);
            problem ??= work.Document.Undo is { } undo ? undo.MustReach ? after?.CutOff(written.Before) : null : after?.WorseThan(written.Before);
            if (problem is null)
                await journal.WriteAsync(work.Id, JournalPhases.Verify, null, JournalOutcomes.Done, $"A fresh login shows what was written; {after}.", null, cancellationToken);
            return problem;
        }
        catch (RouterOsException fault)
        {
            return RouterFailure.From(fault).Sentence;
        }
    }
}
