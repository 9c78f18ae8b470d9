using System.Globalization;
using DualWanPortal.Failover.Incidents;
using DualWanPortal.Plans.Windows;
using DualWanPortal.Sites;
using DualWanPortal.Storage;

namespace DualWanPortal.Plans.Approval;

/// <summary>
/// Where every plan passes before it is begun: lets it through, or has it wait for a second person or for a change window, as its router's site demands. Asked again
/// whenever something may have changed, it comes to the same answer: what a plan waits for is in its rows.
/// </summary>
public sealed class PlanGate(PlanStore plans, PlanRequests requests, SiteRuleBook rules, PlanJournal journal, TimeProvider time)
{
    /// <summary>How long a plan waits for a second person: overnight, not over the weekend.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromHours(24);

    /// <param name="planId">With a request.</param>
    /// <param name="from">State that it is in.</param>
    /// <returns>The plan as it is then; null when another plan is running on its router or it is no longer in that state.</returns>
    public async Task<PlanRecord?> AdmitAsync(int planId, string from, CancellationToken cancellationToken)
    {
        if (await plans.FindAsync(planId, cancellationToken) is not { } plan || plan.State != from || await requests.FindAsync(planId, cancellationToken) is not { } request)
            return null;
        var document = PlanDocument.FromJson(plan.Plan);
        if (document.Hold?.Until <= time.GetUtcNow())
        {
            await plans.MoveAsync(planId, from, PlanStates.Stale, cancellationToken, "The hold would have ended by now. Make a new one.");
            return await plans.FindAsync(planId, cancellationToken);
        }
        var rule = await rules.OfRouterAsync(plan.RouterId, cancellationToken);
        if (rule.Binds(document.ByHand))
        {
            if (rule.SecondPerson && request.SecondBy is null)
                return await WaitForSecondAsync(plan, request, cancellationToken);
            if (request.OutsideWindow is null && !rule.Windows.IsEmpty)
            {
                var now = time.GetUtcNow();
                var opening = rule.Read()?.Next(now, PlanLength.Of(document.Plan));
                if (opening is null || opening.From > now)
                    return await WaitForWindowAsync(plan, request, opening, PlanLength.Of(document.Plan), cancellationToken);
            }
        }
        return await plans.TakeAsync(planId, from, PlanStates.Applying, request.SecondBy is { } second ? $"{request.AskedBy} and {second}" : request.AskedBy, cancellationToken)
            ? await plans.FindAsync(planId, cancellationToken)
            : null;
    }

    private async Task<PlanRecord?> WaitForSecondAsync(PlanRecord plan, PlanRequestRecord request, CancellationToken cancellationToken)
    {
        if (plan.State == PlanStates.WaitingForApproval)
            return plan;
        var expires = time.GetUtcNow() + Patience;
        // Before the state: a plan that waits must never be found without an end.
        await requests.WaitsAsync(plan.Id, expires, null, cancellationToken);
        var cause = $"{PlanDocument.FromJson(plan.Plan).Title} waits for a second person: {request.AskedBy} asked for it.";
        if (!await plans.MoveAsync(plan.Id, plan.State, PlanStates.WaitingForApproval, FailoverEventKind.PlanWaits, cause, null, cancellationToken))
            return null;
        await journal.WriteAsync(plan.Id, JournalPhases.Approval, null, JournalOutcomes.Begun,
            $"{request.AskedBy} has it applied; this site wants a second person to agree, within {Patience.TotalHours.ToString("0", CultureInfo.InvariantCulture)} hours.", null, cancellationToken);
        return await plans.FindAsync(plan.Id, cancellationToken);
    }

    private async Task<PlanRecord?> WaitForWindowAsync(PlanRecord plan, PlanRequestRecord request, WindowOpening? opening, TimeSpan need, CancellationToken cancellationToken)
    {
        if (plan.State == PlanStates.WaitingForWindow && request.StartsAt == opening?.From)
            return plan;
        await requests.WaitsAsync(plan.Id, null, opening?.From, cancellationToken);
        var minutes = Math.Ceiling(need.TotalMinutes).ToString(CultureInfo.InvariantCulture);
        var text = opening is null
            ? $"No change window of this site leaves the {minutes} minutes that this plan may take. It waits until the windows are changed, or somebody has it applied outside of them."
            : string.Create(CultureInfo.InvariantCulture, $"Waits for the change window that opens at {opening.From.UtcDateTime:yyyy-MM-dd HH:mm} UTC; the plan may take {minutes} minutes.");
        if (plan.State != PlanStates.WaitingForWindow && !await plans.MoveAsync(plan.Id, plan.State, PlanStates.WaitingForWindow, cancellationToken))
            return null;
        await journal.WriteAsync(plan.Id, JournalPhases.Window, null, JournalOutcomes.Begun, text, null, cancellationToken);
        return await plans.FindAsync(plan.Id, cancellationToken);
    }
}
