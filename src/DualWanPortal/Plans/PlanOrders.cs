namespace DualWanPortal.Plans;

/// <summary>What people and programs have done with a plan: rehearsed, cancelled, undone. Applying is asked for at <see cref="Approval.PlanApproval"/>.</summary>
public sealed class PlanOrders(PlanStore plans, PlanWorker worker)
{
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

    private async Task<PlanAnswer> AgainAsync(int planId, CancellationToken cancellationToken) =>
        await plans.FindAsync(planId, cancellationToken) is { } plan ? new PlanAnswer.Ok(plan) : new PlanAnswer.Missing("plan");
}
