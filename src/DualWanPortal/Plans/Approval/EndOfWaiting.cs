using DualWanPortal.Storage;

namespace DualWanPortal.Plans.Approval;

/// <summary>Whether a plan may wait on: not when nobody agreed in time, and not when its router is no longer the one that it was made for.</summary>
public sealed class EndOfWaiting(PlanRequests requests, LookAgain fresh, TimeProvider time)
{
    /// <returns>Why its waiting is over; null while it goes on.</returns>
    public async Task<string?> OfAsync(PlanRecord plan, CancellationToken cancellationToken)
    {
        if (plan.State != PlanStates.Rehearsed && await fresh.HasChangedAsync(plan, cancellationToken))
            return "The router was changed while the plan waited. Make a new plan.";
        return plan.State == PlanStates.WaitingForApproval && await requests.FindAsync(plan.Id, cancellationToken) is { ExpiresAt: { } expires, SecondBy: null } && expires <= time.GetUtcNow()
            ? "Nobody else agreed in time. Make a new plan."
            : null;
    }

    /// <summary>Forgets what it knows of others.</summary>
    public void KeepOnly(IReadOnlyCollection<PlanRecord> waiting) => fresh.KeepOnly(waiting);
}
