using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Plans.Safety;
using DualWanPortal.RouterOs.Client;

namespace DualWanPortal.Plans;

/// <summary>Reads a router afresh and works out what a policy would change there, and whether it could be changed safely. Writes nothing.</summary>
public sealed class PlanMaker(RouterLook look, BeforeChecks checks)
{
    /// <exception cref="RouterOsException"/>
    public async Task<PlanDocument> MakeAsync(int routerId, FailoverPolicy policy, CancellationToken cancellationToken)
    {
        await using var client = await look.ConnectAsync(routerId, cancellationToken);
        var model = await RouterLook.ReadAsync(client, cancellationToken);
        var plan = Planner.Make(model, policy);
        var seen = await checks.LookAsync(client, model, plan, await look.UserAsync(routerId, cancellationToken), cancellationToken);
        return new PlanDocument(plan, policy) { Checks = seen };
    }
}
