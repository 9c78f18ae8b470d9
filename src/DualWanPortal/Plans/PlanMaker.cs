using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Plans.Outlook;
using DualWanPortal.Plans.Safety;
using DualWanPortal.RouterOs.Client;

namespace DualWanPortal.Plans;

/// <summary>Reads a router afresh and works out what a policy would change there, whether it could be changed safely, and what would then happen at every failure. Writes nothing.</summary>
public sealed class PlanMaker(RouterLook look, BeforeChecks checks, TimeProvider time)
{
    /// <exception cref="RouterOsException"/>
    public async Task<(PlanDocument Document, PlanOutlook Outlook)> MakeAsync(int routerId, FailoverPolicy policy, CancellationToken cancellationToken)
    {
        await using var client = await look.ConnectAsync(routerId, cancellationToken);
        var model = await RouterLook.ReadAsync(client, cancellationToken);
        var plan = Planner.Make(model, policy);
        var seen = await checks.LookAsync(client, model, plan, await look.UserAsync(routerId, cancellationToken), cancellationToken);
        var outlook = await Task.Run(() => PlanOutlook.Of(model, plan, time, cancellationToken), cancellationToken);
        return (new PlanDocument(plan, policy) { Checks = seen }, outlook);
    }
}
