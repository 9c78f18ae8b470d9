using DualWanPortal.Failover.Policies;
using DualWanPortal.Plans.Outlook;
using DualWanPortal.Policies;
using DualWanPortal.Routers;

namespace DualWanPortal.Plans;

/// <summary>Where plans come from: a policy, a switch by hand, the way back. Each is made from the router as it is now and stored with its outlook; nothing is changed on the router.</summary>
public sealed class PlanProposals(PlanMaker maker, PlanStore plans, PlanOutlooks outlooks, PolicyBook policies)
{
    /// <summary>Plans the policy onto the router.</summary>
    public Task<PlanAnswer> MakeAsync(int routerId, FailoverPolicy policy, string by, CancellationToken cancellationToken) =>
        KeepAsync(routerId, maker.MakeAsync(routerId, policy, cancellationToken), by, cancellationToken);

    /// <summary>Plans a stored or built-in policy by its name.</summary>
    public async Task<PlanAnswer> MakeAsync(int routerId, string policyName, string by, CancellationToken cancellationToken) =>
        await policies.FindAsync(policyName, cancellationToken) is { } policy
            ? await MakeAsync(routerId, policy, by, cancellationToken)
            : new PlanAnswer.Refused($"There is no policy named {policyName}.");

    /// <summary>Plans that another WAN comes first, whatever a policy says.</summary>
    public Task<PlanAnswer> SwitchAsync(int routerId, string wan, string by, CancellationToken cancellationToken) =>
        KeepAsync(routerId, maker.SwitchAsync(routerId, wan, back: false, cancellationToken), by, cancellationToken);

    /// <summary>Plans the way back: to the WAN that came first before the last switch by hand, or to one that the router itself keeps out of use.</summary>
    public async Task<PlanAnswer> FailBackAsync(int routerId, string by, CancellationToken cancellationToken)
    {
        var last = (await plans.ListAsync(routerId, 50, cancellationToken)).Find(plan => plan.State == PlanStates.Confirmed);
        var document = last is null ? null : PlanDocument.FromJson(last.Plan);
        if (document?.Hold is not null)
            return new PlanAnswer.Refused("This router is held. Release the hold: that takes traffic back.");
        if (document?.SwitchedFrom is { } from)
            return await KeepAsync(routerId, maker.SwitchAsync(routerId, from, back: true, cancellationToken), by, cancellationToken);
        var answer = await KeepAsync(routerId, maker.BackAsync(routerId, cancellationToken), by, cancellationToken);
        return answer is PlanAnswer.Refused refused ? new PlanAnswer.Refused($"The last change of this router was no switch by hand. {refused.Why}") : answer;
    }

    /// <summary>Stores what is being made for a router; why it could not be made is an answer too.</summary>
    internal async Task<PlanAnswer> KeepAsync(int routerId, Task<PlanDraft> making, string by, CancellationToken cancellationToken)
    {
        try
        {
            var draft = await making;
            var plan = await plans.AddAsync(routerId, draft.Document, by, cancellationToken);
            await outlooks.AddAsync(plan.Id, draft.Outlook, cancellationToken);
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
}
