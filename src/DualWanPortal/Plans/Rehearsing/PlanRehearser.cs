using DualWanPortal.Failover.Planning;
using DualWanPortal.Plans.Outlook;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.Routers;
using DualWanPortal.Storage;

namespace DualWanPortal.Plans.Rehearsing;

/// <summary>Takes a plan through its rehearsal and into the state that follows from it.</summary>
public sealed class PlanRehearser(PlanStore plans, PlanJournal journal, PlanOutlooks outlooks, Rehearsal rehearsal, RouterLook look)
{
    /// <param name="record">In <see cref="PlanStates.Rehearsing"/>. Who is named as approving wants it applied when the rehearsal passes.</param>
    /// <returns>True when it passed and somebody wants the plan applied.</returns>
    public async Task<bool> RehearseAsync(PlanRecord record, CancellationToken cancel, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, cancellationToken);
        try
        {
            return await RehearseAsync(record, PlanDocument.FromJson(record.Plan), either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await plans.MoveAsync(record.Id, PlanStates.Rehearsing, PlanStates.Cancelled, cancellationToken);
        }
        catch (RouterGoneException)
        {
            await BackAsync(record, "The router is no longer in the inventory.", cancellationToken);
        }
        catch (Exception fault) when (RouterFailure.IsOutside(fault))
        {
            await BackAsync(record, RouterFailure.From(fault).Sentence, cancellationToken);
        }
        return false;
    }

    private async Task<bool> RehearseAsync(PlanRecord record, PlanDocument document, CancellationToken cancellationToken)
    {
        var router = await ReadAsync(record.RouterId, cancellationToken);
        if (Planner.WhyStale(router, document.Plan) is { } why)
        {
            await plans.MoveAsync(record.Id, PlanStates.Rehearsing, PlanStates.Stale, cancellationToken, why + " Make a new plan.");
            return false;
        }
        var (outlook, _) = await outlooks.FindAsync(record.Id, cancellationToken);
        if (outlook is null)
        {
            await BackAsync(record, "Nothing was predicted for this plan, so there is nothing to hold a rehearsal against.", cancellationToken);
            return false;
        }
        var report = await rehearsal.RunAsync(router, document, outlook, cancellationToken);
        await outlooks.RehearsedAsync(record.Id, report, cancellationToken);
        await journal.WriteAsync(record.Id, JournalPhases.Rehearsal, null, report.Passed ? JournalOutcomes.Done : JournalOutcomes.Failed,
            report.Summary, null, cancellationToken);
        if (!report.Passed)
        {
            await BackAsync(record, report.Problem!, cancellationToken);
            return false;
        }
        await plans.MoveAsync(record.Id, PlanStates.Rehearsing, PlanStates.Rehearsed, cancellationToken);
        return record.ApprovedBy is not null;
    }

    private Task<bool> BackAsync(PlanRecord record, string problem, CancellationToken cancellationToken) => plans.MoveAsync(record.Id, PlanStates.Rehearsing, PlanStates.Planned, cancellationToken,
        $"{(record.ApprovedBy is null ? "The rehearsal did not pass" : "Nothing was changed on the router: the rehearsal did not pass")}. {problem}");

    private async Task<RouterModel> ReadAsync(int routerId, CancellationToken cancellationToken)
    {
        await using var client = await look.ConnectAsync(routerId, cancellationToken);
        return await RouterLook.ReadAsync(client, cancellationToken);
    }
}
