using DualWanPortal.Access;
using DualWanPortal.Live;
using DualWanPortal.Plans.Approval;
using DualWanPortal.Storage;

namespace DualWanPortal.Plans.Waves;

/// <summary>One router of a rollout, from its beginning to the moment at which it had been well for long enough.</summary>
public sealed class RolloutStep(RolloutStore rollouts, RolloutPlans work, PlanApproval approval, PlanStore plans, LiveState live, TimeProvider time)
{
    /// <summary>Marked as begun before it is handed over: a portal that dies in between hands it over again, which does no harm.</summary>
    public async Task BeginAsync(RolloutRecord rollout, RolloutRouter router, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await rollouts.ChangeAsync(router.Row, row => row.StartedAt == null, set => set.SetProperty(row => row.StartedAt, now), cancellationToken))
            await HandOverAsync(rollout, router, cancellationToken);
    }

    private async Task HandOverAsync(RolloutRecord rollout, RolloutRouter router, CancellationToken cancellationToken)
    {
        var by = new Caller(rollout.StartedBy!, rollout.StartedPerson!);
        var answer = await approval.ApplyAsync(router.Row.PlanId!.Value, by, new ApplyWish { SecondBy = rollout.SecondBy }, cancellationToken);
        if (answer is PlanAnswer.Refused refused)
            await EndAsync(router, refused.Why, cancellationToken);
    }

    /// <summary>Looks what became of its plan, and ends it when that is over.</summary>
    public async Task FollowAsync(RolloutView view, RolloutRouter router, CancellationToken cancellationToken)
    {
        var rollout = view.Row;
        if (await plans.FindAsync(router.Row.PlanId!.Value, cancellationToken) is not { } plan)
        {
            await EndAsync(router, "The plan is gone.", cancellationToken);
            return;
        }
        switch (plan.State)
        {
            case PlanStates.Planned when plan.Problem is null:
            case PlanStates.Rehearsed when plan.ApprovedBy is null:
                // Marked as begun by a portal that died before it could hand it over.
                if (rollout.State == RolloutStates.Running)
                    await HandOverAsync(rollout, router, cancellationToken);
                else
                    await work.DiscardAsync(view, cancellationToken);
                break;
            case PlanStates.Confirmed:
                await SettleAsync(rollout, router, plan, cancellationToken);
                break;
            case PlanStates.Planned or PlanStates.Stale or PlanStates.Cancelled or PlanStates.Failed or PlanStates.RolledBack or PlanStates.Undone:
                await EndAsync(router, plan.Problem ?? $"The plan is {plan.State.Replace('-', ' ')}.", cancellationToken);
                break;
        }
    }

    /// <summary>A change that broke something shows within minutes, so a router that was confirmed is watched for that long.</summary>
    private async Task SettleAsync(RolloutRecord rollout, RolloutRouter router, PlanRecord plan, CancellationToken cancellationToken)
    {
        if (await rollouts.IncidentSinceAsync(router.Row.RouterId, plan.UpdatedAt, cancellationToken) is { } incident)
        {
            await EndAsync(router, $"The plan was confirmed, and then something happened: {incident}", cancellationToken);
            return;
        }
        if (plan.UpdatedAt + rollout.Settle > time.GetUtcNow())
            return;
        // The last look counts; a router that cannot be read at that moment is waited for until its watch tells it as unreachable, which is an incident.
        if (live.Current.Routers.GetValueOrDefault(router.Row.RouterId) is { Reachable: true, AsOf: { } seen } && seen >= plan.UpdatedAt)
            await EndAsync(router, null, cancellationToken);
    }

    private Task<bool> EndAsync(RolloutRouter router, string? failure, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return rollouts.ChangeAsync(router.Row, row => row.EndedAt == null, set => set.SetProperty(row => row.EndedAt, now).SetProperty(row => row.Failure, failure), cancellationToken);
    }
}
