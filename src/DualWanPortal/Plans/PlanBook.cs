using DualWanPortal.Failover.Policies;
using DualWanPortal.Plans.Approval;
using DualWanPortal.Plans.Outlook;
using DualWanPortal.Plans.Rehearsing;
using DualWanPortal.Policies;
using DualWanPortal.Routers;
using DualWanPortal.Storage;

namespace DualWanPortal.Plans;

/// <summary>What a request about a plan came to.</summary>
public abstract record PlanAnswer
{
    public sealed record Ok(PlanRecord Plan) : PlanAnswer;

    /// <summary>The router or plan does not exist.</summary>
    public sealed record Missing(string What) : PlanAnswer;

    /// <summary>Not now, or not like this.</summary>
    public sealed record Refused(string Why) : PlanAnswer;
}

/// <summary>Where people and programs ask for plans: made, rehearsed, cancelled, undone. Applying is asked for at <see cref="Approval.PlanApproval"/>.</summary>
public sealed class PlanBook(PlanStore plans, PlanJournal journal, PlanWorker worker, PolicyBook policies, PlanMaker maker, PlanOutlooks outlooks, PlanRequests requests)
{
    /// <summary>Characters of a reason.</summary>
    public const int LongestReason = 500;

    /// <summary>Reads the router afresh and plans the policy onto it. Changes nothing on the router.</summary>
    public async Task<PlanAnswer> MakeAsync(int routerId, FailoverPolicy policy, string by, CancellationToken cancellationToken)
    {
        try
        {
            var (document, outlook) = await maker.MakeAsync(routerId, policy, cancellationToken);
            var plan = await plans.AddAsync(routerId, document, by, cancellationToken);
            await outlooks.AddAsync(plan.Id, outlook, cancellationToken);
            return new PlanAnswer.Ok(plan);
        }
        catch (PlanRefusedException refusal)
        {
            return new PlanAnswer.Refused(refusal.Message);
        }
        catch (RouterGoneException)
        {
            return new PlanAnswer.Missing("router");
        }
        catch (Exception fault) when (RouterFailure.IsOutside(fault))
        {
            return new PlanAnswer.Refused(RouterFailure.From(fault).Sentence);
        }
    }

    /// <summary>Plans that another WAN comes first, whatever a policy says.</summary>
    public Task<PlanAnswer> SwitchAsync(int routerId, string wan, string by, CancellationToken cancellationToken) => SwitchAsync(routerId, wan, back: false, by, cancellationToken);

    private Task<PlanAnswer> SwitchAsync(int routerId, string wan, bool back, string by, CancellationToken cancellationToken) =>
        ByHandAsync(routerId, maker.SwitchAsync(routerId, wan, back, cancellationToken), by, cancellationToken);

    private async Task<PlanAnswer> ByHandAsync(int routerId, Task<(PlanDocument? Document, PlanOutlook? Outlook, string? Why)> making, string by, CancellationToken cancellationToken)
    {
        try
        {
            var (document, outlook, why) = await making;
            if (document is null)
                return new PlanAnswer.Refused(why!);
            var plan = await plans.AddAsync(routerId, document, by, cancellationToken);
            await outlooks.AddAsync(plan.Id, outlook!, cancellationToken);
            return new PlanAnswer.Ok(plan);
        }
        catch (PlanRefusedException refusal)
        {
            return new PlanAnswer.Refused(refusal.Message);
        }
        catch (RouterGoneException)
        {
            return new PlanAnswer.Missing("router");
        }
        catch (Exception fault) when (RouterFailure.IsOutside(fault))
        {
            return new PlanAnswer.Refused(RouterFailure.From(fault).Sentence);
        }
    }

    /// <summary>Plans the way back: to the WAN that came first before the last switch by hand, or to one that the router itself keeps out of use.</summary>
    public async Task<PlanAnswer> FailBackAsync(int routerId, string by, CancellationToken cancellationToken)
    {
        var last = (await plans.ListAsync(routerId, 50, cancellationToken)).Find(plan => plan.State == PlanStates.Confirmed);
        if (last is not null && PlanDocument.FromJson(last.Plan).Hold is not null)
            return new PlanAnswer.Refused("This router is held. Release the hold: that takes traffic back.");
        if (last is not null && PlanDocument.FromJson(last.Plan).SwitchedFrom is { } from)
            return await SwitchAsync(routerId, from, back: true, by, cancellationToken);
        var answer = await ByHandAsync(routerId, maker.BackAsync(routerId, cancellationToken), by, cancellationToken);
        return answer is PlanAnswer.Refused refused ? new PlanAnswer.Refused($"The last change of this router was no switch by hand. {refused.Why}") : answer;
    }

    /// <summary>Plans a stored or built-in policy by its name.</summary>
    public async Task<PlanAnswer> MakeAsync(int routerId, string policyName, string by, CancellationToken cancellationToken) =>
        await policies.FindAsync(policyName, cancellationToken) is { } policy
            ? await MakeAsync(routerId, policy, by, cancellationToken)
            : new PlanAnswer.Refused($"There is no policy named {policyName}.");

    /// <summary>Plays the plan on a copy of the router. Changes nothing on the router itself.</summary>
    public async Task<PlanAnswer> RehearseAsync(int planId, CancellationToken cancellationToken)
    {
        if (await plans.FindAsync(planId, cancellationToken) is not { } plan)
            return new PlanAnswer.Missing("plan");
        if (PlanDocument.FromJson(plan.Plan).Plan.IsEmpty)
            return new PlanAnswer.Refused("There is nothing to rehearse: the router already is as the policy wants it.");
        if (!await plans.RehearseAsync(planId, PlanStates.Planned, null, cancellationToken) && !await plans.RehearseAsync(planId, PlanStates.Rehearsed, null, cancellationToken))
            return new PlanAnswer.Refused($"This plan is {plan.State}; only one that was not applied can be rehearsed.");
        worker.Accept(planId);
        return await AgainAsync(planId, cancellationToken);
    }

    /// <summary>Gives up a plan that was not applied, or stops one that is running and takes back what it did.</summary>
    public async Task<PlanAnswer> CancelAsync(int planId, CancellationToken cancellationToken)
    {
        if (await plans.FindAsync(planId, cancellationToken) is not { } plan)
            return new PlanAnswer.Missing("plan");
        foreach (var idle in new[] { PlanStates.Planned, PlanStates.Rehearsed, PlanStates.WaitingForApproval, PlanStates.WaitingForWindow })
        {
            if (await plans.MoveAsync(planId, idle, PlanStates.Cancelled, cancellationToken))
                return await AgainAsync(planId, cancellationToken);
        }
        return plan.State is PlanStates.Rehearsing or PlanStates.Applying or PlanStates.Verifying or PlanStates.Undoing && await worker.CancelAsync(planId)
            ? await AgainAsync(planId, cancellationToken)
            : new PlanAnswer.Refused($"This plan is {plan.State}; there is nothing to cancel.");
    }

    /// <summary>Takes back an applied plan, or what a failed one left.</summary>
    public async Task<PlanAnswer> UndoAsync(int planId, string by, CancellationToken cancellationToken)
    {
        if (await plans.FindAsync(planId, cancellationToken) is not { } plan)
            return new PlanAnswer.Missing("plan");
        var later = (await plans.ListAsync(plan.RouterId, 50, cancellationToken)).Find(other => other.Id > planId && other.State == PlanStates.Confirmed);
        if (later is not null)
            return new PlanAnswer.Refused($"Plan {later.Id} was applied to this router after this one. Undo that first.");
        foreach (var from in new[] { PlanStates.Confirmed, PlanStates.Failed })
        {
            if (!await plans.TakeAsync(planId, from, PlanStates.Undoing, by, cancellationToken))
                continue;
            worker.Accept(planId);
            return await AgainAsync(planId, cancellationToken);
        }
        return new PlanAnswer.Refused($"This plan is {plan.State}; only an applied or failed one can be undone, and no other plan may be running on the router.");
    }

    public Task<List<PlanJournalRecord>> JournalAsync(int planId, CancellationToken cancellationToken) => journal.ReadAsync(planId, cancellationToken);

    public Task<(PlanOutlook? Outlook, RehearsalReport? Rehearsal)> OutlookAsync(int planId, CancellationToken cancellationToken) => outlooks.FindAsync(planId, cancellationToken);

    /// <summary>Who asked for it to be applied and what it waits for; null while nobody did.</summary>
    public Task<PlanRequestRecord?> RequestAsync(int planId, CancellationToken cancellationToken) => requests.FindAsync(planId, cancellationToken);

    public Task<PlanRecord?> FindAsync(int planId, CancellationToken cancellationToken) => plans.FindAsync(planId, cancellationToken);

    public Task<List<PlanRecord>> ListAsync(int? routerId, CancellationToken cancellationToken) => plans.ListAsync(routerId, 200, cancellationToken);

    /// <summary>What waits and what is at work, on any router.</summary>
    public Task<List<PlanRecord>> OpenAsync(CancellationToken cancellationToken) => plans.OpenAsync(cancellationToken);

    private async Task<PlanAnswer> AgainAsync(int planId, CancellationToken cancellationToken) =>
        await plans.FindAsync(planId, cancellationToken) is { } plan ? new PlanAnswer.Ok(plan) : new PlanAnswer.Missing("plan");
}
