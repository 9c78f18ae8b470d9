using DualWanPortal.Plans.Approval;
using DualWanPortal.Plans.Outlook;
using DualWanPortal.Plans.Rehearsing;
using DualWanPortal.Storage;

namespace DualWanPortal.Plans;

/// <summary>All that is written down of plans, to be read: pages and the HTTP API ask here.</summary>
public sealed class PlanBook(PlanStore plans, PlanJournal journal, PlanOutlooks outlooks, PlanRequests requests)
{
    public Task<List<PlanJournalRecord>> JournalAsync(int planId, CancellationToken cancellationToken) => journal.ReadAsync(planId, cancellationToken);

    public Task<(PlanOutlook? Outlook, RehearsalReport? Rehearsal)> OutlookAsync(int planId, CancellationToken cancellationToken) => outlooks.FindAsync(planId, cancellationToken);

    /// <summary>Who asked for it to be applied and what it waits for; null while nobody did.</summary>
    public Task<PlanRequestRecord?> RequestAsync(int planId, CancellationToken cancellationToken) => requests.FindAsync(planId, cancellationToken);

    public Task<PlanRecord?> FindAsync(int planId, CancellationToken cancellationToken) => plans.FindAsync(planId, cancellationToken);

    public Task<List<PlanRecord>> ListAsync(int? routerId, CancellationToken cancellationToken) => plans.ListAsync(routerId, 200, cancellationToken);

    /// <summary>What waits and what is at work, on any router.</summary>
    public Task<List<PlanRecord>> OpenAsync(CancellationToken cancellationToken) => plans.OpenAsync(cancellationToken);
}
