using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Plans.Outlook;
using DualWanPortal.Plans.Safety;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Plans;

/// <summary>Reads a router afresh and works out what a policy would change there, whether it could be changed safely, and what would then happen at every failure. Writes nothing.</summary>
public sealed class PlanMaker(RouterLook look, BeforeChecks checks, TimeProvider time)
{
    /// <exception cref="RouterOsException"/>
    public async Task<(PlanDocument Document, PlanOutlook Outlook)> MakeAsync(int routerId, FailoverPolicy policy, CancellationToken cancellationToken)
    {
        await using var client = await look.ConnectAsync(routerId, cancellationToken);
        var model = await RouterLook.ReadAsync(client, cancellationToken);
        return await CompleteAsync(client, routerId, model, new PlanDocument(Planner.Make(model, policy), policy), cancellationToken);
    }

    /// <summary>Works out how another WAN comes first.</summary>
    /// <param name="back">Whether this is the way back after such a switch.</param>
    /// <returns>A plan, or why there is none.</returns>
    /// <exception cref="RouterOsException"/>
    public async Task<(PlanDocument? Document, PlanOutlook? Outlook, string? Why)> SwitchAsync(int routerId, string wan, bool back, CancellationToken cancellationToken)
    {
        await using var client = await look.ConnectAsync(routerId, cancellationToken);
        var model = await RouterLook.ReadAsync(client, cancellationToken);
        return await SwitchedAsync(client, routerId, model, ManualSwitch.To(model, wan), back, cancellationToken);
    }

    /// <summary>Works out how a WAN comes back that the router itself keeps out of use.</summary>
    /// <returns>A plan, or why there is none.</returns>
    /// <exception cref="RouterOsException"/>
    public async Task<(PlanDocument? Document, PlanOutlook? Outlook, string? Why)> BackAsync(int routerId, CancellationToken cancellationToken)
    {
        await using var client = await look.ConnectAsync(routerId, cancellationToken);
        var model = await RouterLook.ReadAsync(client, cancellationToken);
        return await SwitchedAsync(client, routerId, model, ManualSwitch.Back(model), back: true, cancellationToken);
    }

    private async Task<(PlanDocument? Document, PlanOutlook? Outlook, string? Why)> SwitchedAsync(RouterOsClient client, int routerId, RouterModel model, (ManualSwitch? To, string? Why) found, bool back, CancellationToken cancellationToken)
    {
        var (to, why) = found;
        if (to is null)
            return (null, null, why);
        var (document, outlook) = await CompleteAsync(client, routerId, model, new PlanDocument(to.Plan, to.Policy) { ByHand = true, SwitchedFrom = back ? null : to.From }, cancellationToken);
        return (document, outlook, null);
    }

    private async Task<(PlanDocument Document, PlanOutlook Outlook)> CompleteAsync(RouterOsClient client, int routerId, RouterModel model, PlanDocument document, CancellationToken cancellationToken)
    {
        var seen = await checks.LookAsync(client, model, document.Plan, await look.UserAsync(routerId, cancellationToken), cancellationToken);
        var outlook = await Task.Run(() => PlanOutlook.Of(model, document.Plan, time, cancellationToken), cancellationToken);
        return (document with { Checks = seen }, outlook);
    }
}
