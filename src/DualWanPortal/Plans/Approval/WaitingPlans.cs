using DualWanPortal.Failover.Incidents;
using DualWanPortal.Operations;
using DualWanPortal.Storage;

namespace DualWanPortal.Plans.Approval;

/// <summary>
/// Looks after plans that wait: begins those whose window opened, ends those that nobody agreed with in time and those whose router changed meanwhile. All it goes by is in
/// rows, so a restart of the portal changes nothing.
/// </summary>
public sealed class WaitingPlans(PlanStore plans, EndOfWaiting end, PlanGate gate, PlanWorker worker, TimeProvider time, ILogger<WaitingPlans> log)
    : Patrol("waiting plans", TimeSpan.FromSeconds(2), time, log)
{
    protected override async Task RoundAsync(CancellationToken cancellationToken)
    {
        var waiting = await plans.WaitingAsync(cancellationToken);
        end.KeepOnly(waiting);
        await EachAsync(waiting, plan => plan.Id, LookAtAsync, cancellationToken);
    }

    private async Task LookAtAsync(PlanRecord plan, CancellationToken cancellationToken)
    {
        if (await end.OfAsync(plan, cancellationToken) is { } why)
        {
            await plans.MoveAsync(plan.Id, plan.State, PlanStates.Stale, FailoverEventKind.PlanRefused, $"{PlanDocument.FromJson(plan.Plan).Title} is not applied. {why}", why, cancellationToken);
            return;
        }
        // One that waits for a person and was agreed with by a portal that died before it could go on.
        if (await gate.AdmitAsync(plan.Id, plan.State, cancellationToken) is { State: PlanStates.Applying })
            worker.Accept(plan.Id);
    }
}
