using DualWanPortal.Failover.Policies;
using DualWanPortal.Plans.Safety;

namespace DualWanPortal.Plans.Waves;

/// <summary>The plans of a rollout: made before anything is begun, with the routers that are left out and why; given up when it ends before them.</summary>
public sealed class RolloutPlans(RolloutStore rollouts, PlanProposals proposals, PlanOrders orders)
{
    /// <summary>Routers that are read and judged side by side.</summary>
    private const int AtOnce = 4;

    /// <summary>Some more routers; when all are done the rollout is ready.</summary>
    public async Task NextAsync(RolloutView view, CancellationToken cancellationToken)
    {
        var left = view.Routers.Where(router => router.Row is { PlanId: null, LeftOut: null }).Take(AtOnce).ToList();
        if (left.Count == 0)
        {
            await rollouts.MoveAsync(view.Row.Id, RolloutStates.Previewing, set => set.SetProperty(row => row.State, RolloutStates.Ready), cancellationToken);
            return;
        }
        if (PolicyYaml.Read(view.Row.Policy).Policy is not { } policy)
        {
            await rollouts.EndAsync(view.Row.Id, RolloutStates.Previewing, RolloutStates.Cancelled, "Its policy cannot be read any more.", cancellationToken);
            return;
        }
        await Task.WhenAll(left.Select(router => MakeAsync(view, router, policy, cancellationToken)));
    }

    /// <summary>Gives up the plans that have not begun, those that wait for their window too.</summary>
    public async Task DiscardAsync(RolloutView view, CancellationToken cancellationToken)
    {
        foreach (var router in view.Routers.Where(router => !router.IsDone && (router.PlanState is PlanStates.Planned or PlanStates.Rehearsed || PlanStates.IsWaiting(router.PlanState ?? ""))))
            await orders.CancelAsync(router.Row.PlanId!.Value, cancellationToken);
    }

    private async Task MakeAsync(RolloutView view, RolloutRouter router, FailoverPolicy policy, CancellationToken cancellationToken)
    {
        var (planId, leftOut) = await proposals.MakeAsync(router.Row.RouterId, policy, $"{view.Row.CreatedBy} (rollout {view.Row.Id})", cancellationToken) switch
        {
            PlanAnswer.Ok ok => (ok.Plan.Id, WhyNot(PlanDocument.FromJson(ok.Plan.Plan))),
            PlanAnswer.Refused refused => ((int?)null, refused.Why),
            _ => (null, "It is no longer in the inventory."),
        };
        await rollouts.ChangeAsync(router.Row, row => row.PlanId == null && row.LeftOut == null, set => set.SetProperty(row => row.PlanId, planId).SetProperty(row => row.LeftOut, leftOut), cancellationToken);
        // A plan that nobody will ask for is not to look as if it waited for somebody.
        if (planId is { } id && leftOut is not null)
            await orders.CancelAsync(id, cancellationToken);
    }

    /// <summary>Why a router is left out; null when its plan is carried out.</summary>
    internal static string? WhyNot(PlanDocument document) => document.Plan.IsEmpty
        ? document.Plan.NotCured.FirstOrDefault(line => line.StartsWith("wan-single", StringComparison.Ordinal)) is { } single ? single : "It already is as the policy wants it."
        : document.Checks.FirstOrDefault(check => check.Verdict == CheckVerdict.Failed) is { } failed ? failed.Why : null;
}
