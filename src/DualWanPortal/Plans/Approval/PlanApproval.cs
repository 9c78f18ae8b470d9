using DualWanPortal.Access;
using DualWanPortal.Failover.Incidents;
using DualWanPortal.Plans.Outlook;

namespace DualWanPortal.Plans.Approval;

/// <summary>Where people and programs have a plan applied, and where a second person agrees or refuses.</summary>
public sealed class PlanApproval(PlanStore plans, PlanRequests requests, PlanGate gate, PlanJournal journal, PlanWorker worker)
{
    /// <summary>Characters of a reason.</summary>
    public const int LongestReason = 500;

    /// <summary>
    /// Approves all that the plan shows and has it applied. A plan whose failover rests on watched hosts is rehearsed first, if it was not, and stops if that fails; one of a
    /// site that demands it waits for a second person or for a change window.
    /// </summary>
    public async Task<PlanAnswer> ApplyAsync(int planId, Caller by, ApplyWish wish, CancellationToken cancellationToken)
    {
        if (await plans.FindAsync(planId, cancellationToken) is not { } plan)
            return new PlanAnswer.Missing("plan");
        var document = PlanDocument.FromJson(plan.Plan);
        if (document.Plan.IsEmpty)
            return new PlanAnswer.Refused("There is nothing to apply: the router already is as the policy wants it.");
        if (wish is { WithoutRehearsal.Length: > LongestReason } or { OutsideWindow.Length: > LongestReason } or { DespiteOpening.Length: > LongestReason })
            return new PlanAnswer.Refused($"A reason may have {LongestReason} characters.");
        if (PlanStates.IsWaiting(plan.State))
            return await HurryAsync(plan, by, wish, cancellationToken);
        if (plan.State is not (PlanStates.Planned or PlanStates.Rehearsed))
            return new PlanAnswer.Refused($"This plan is {plan.State}; only a planned one can be applied. Make a new plan.");

        var opens = OpeningCheck.Find(document);
        if (opens is not null && string.IsNullOrWhiteSpace(wish.DespiteOpening))
            return new PlanAnswer.Refused($"This plan lets strangers in. {opens} Whoever wants that says why.");
        await requests.AskAsync(planId, by, wish, cancellationToken);
        if (opens is not null)
            await journal.WriteAsync(planId, JournalPhases.Approval, null, JournalOutcomes.Done, $"{by.Name} has it applied although it lets strangers in: {wish.DespiteOpening!.Trim()}", null, cancellationToken);
        var due = plan.State == PlanStates.Planned && document.NeedsRehearsal;
        if (due && string.IsNullOrWhiteSpace(wish.WithoutRehearsal))
        {
            if (!await plans.RehearseAsync(planId, PlanStates.Planned, by.Name, cancellationToken))
                return await BusyAsync(planId, cancellationToken);
            worker.Accept(planId);
            return await AgainAsync(planId, cancellationToken);
        }
        if (due)
            await journal.WriteAsync(planId, JournalPhases.Rehearsal, null, JournalOutcomes.Failed, $"{by.Name} has it applied without a rehearsal that passed: {wish.WithoutRehearsal!.Trim()}", null, cancellationToken);
        if (!string.IsNullOrWhiteSpace(wish.OutsideWindow))
            await SayOutsideAsync(planId, by, wish.OutsideWindow, cancellationToken);
        return await EnterAsync(planId, plan.State, cancellationToken);
    }

    /// <summary>A second person agrees with a plan that waits for one.</summary>
    public async Task<PlanAnswer> ApproveAsync(int planId, Caller by, CancellationToken cancellationToken)
    {
        if (await plans.FindAsync(planId, cancellationToken) is not { } plan)
            return new PlanAnswer.Missing("plan");
        if (plan.State != PlanStates.WaitingForApproval || await requests.FindAsync(planId, cancellationToken) is not { } request)
            return new PlanAnswer.Refused($"This plan is {plan.State}; it does not wait for a second person.");
        if (by.IsSamePerson(request.AskedPerson))
            return new PlanAnswer.Refused($"{request.AskedBy} asked for this plan, and a token counts as its owner. Somebody else has to agree.");
        if (await requests.AgreeAsync(planId, by, cancellationToken))
            await journal.WriteAsync(planId, JournalPhases.Approval, null, JournalOutcomes.Done, $"{by.Name} agrees.", null, cancellationToken);
        return await EnterAsync(planId, PlanStates.WaitingForApproval, cancellationToken);
    }

    /// <summary>A second person does not agree: the plan is over.</summary>
    public async Task<PlanAnswer> RefuseAsync(int planId, Caller by, string? reason, CancellationToken cancellationToken)
    {
        if (await plans.FindAsync(planId, cancellationToken) is not { } plan)
            return new PlanAnswer.Missing("plan");
        if (plan.State != PlanStates.WaitingForApproval)
            return new PlanAnswer.Refused($"This plan is {plan.State}; it does not wait for a second person.");
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > LongestReason)
            return new PlanAnswer.Refused($"Say why, in up to {LongestReason} characters: whoever asked for the plan reads it.");
        var text = $"{by.Name} refused it: {reason.Trim()}";
        if (!await plans.MoveAsync(planId, PlanStates.WaitingForApproval, PlanStates.Cancelled, FailoverEventKind.PlanRefused, $"{PlanDocument.FromJson(plan.Plan).Title} is not applied. {text}", text, cancellationToken))
            return new PlanAnswer.Refused("Somebody else was faster. Look at the plan again.");
        await journal.WriteAsync(planId, JournalPhases.Approval, null, JournalOutcomes.Failed, text, null, cancellationToken);
        return await AgainAsync(planId, cancellationToken);
    }

    /// <summary>One that waits: a reason lets it go outside its window; without one it is looked at again, since the rules may have changed.</summary>
    private async Task<PlanAnswer> HurryAsync(Storage.PlanRecord plan, Caller by, ApplyWish wish, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrWhiteSpace(wish.OutsideWindow))
        {
            await requests.OverrideAsync(plan.Id, wish.OutsideWindow.Trim(), cancellationToken);
            await SayOutsideAsync(plan.Id, by, wish.OutsideWindow, cancellationToken);
        }
        return await EnterAsync(plan.Id, plan.State, cancellationToken);
    }

    private async Task<PlanAnswer> EnterAsync(int planId, string from, CancellationToken cancellationToken)
    {
        if (await gate.AdmitAsync(planId, from, cancellationToken) is not { } admitted)
            return await BusyAsync(planId, cancellationToken);
        if (admitted.State == PlanStates.Applying)
            worker.Accept(planId);
        return new PlanAnswer.Ok(admitted);
    }

    private Task SayOutsideAsync(int planId, Caller by, string reason, CancellationToken cancellationToken) =>
        journal.WriteAsync(planId, JournalPhases.Window, null, JournalOutcomes.Done, $"{by.Name} has it applied outside the change windows: {reason.Trim()}", null, cancellationToken);

    private async Task<PlanAnswer> BusyAsync(int planId, CancellationToken cancellationToken) => await plans.FindAsync(planId, cancellationToken) is not { } plan
        ? new PlanAnswer.Missing("plan")
        : new PlanAnswer.Refused(plan.State is PlanStates.Planned or PlanStates.Rehearsed || PlanStates.IsWaiting(plan.State)
            ? "Another plan is running on this router. Wait until it has ended."
            : $"This plan is {plan.State} now. Look at it again.");

    private async Task<PlanAnswer> AgainAsync(int planId, CancellationToken cancellationToken) =>
        await plans.FindAsync(planId, cancellationToken) is { } plan ? new PlanAnswer.Ok(plan) : new PlanAnswer.Missing("plan");
}
