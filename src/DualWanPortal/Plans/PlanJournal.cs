using DualWanPortal.Live;
using DualWanPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace DualWanPortal.Plans;

/// <summary>What was begun and how it ended, on disk before the next thing happens: a portal that dies in between reads here what it may have left on a router.</summary>
public sealed class PlanJournal(IDbContextFactory<PortalDb> databases, LiveState live, TimeProvider time)
{
    public async Task WriteAsync(int planId, string phase, int? step, string outcome, string text, string? rowId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        db.PlanJournal.Add(new PlanJournalRecord { PlanId = planId, At = time.GetUtcNow(), Phase = phase, Step = step, Outcome = outcome, Text = text, RowId = rowId });
        await db.SaveChangesAsync(cancellationToken);
        live.Ring();
    }

    public async Task<List<PlanJournalRecord>> ReadAsync(int planId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.PlanJournal.AsNoTracking().Where(line => line.PlanId == planId).OrderBy(line => line.Id).ToListAsync(cancellationToken);
    }

    /// <summary>The lines of one work only.</summary>
    public async Task<List<PlanJournalRecord>> ReadAsync(PlanWork work, CancellationToken cancellationToken) =>
        (await ReadAsync(work.Id, cancellationToken)).FindAll(line => line.Id > work.Since);

    /// <summary>Whether a plan of this router has ended, and nothing was heard of it for so long.</summary>
    public async Task<bool> IsLongOverAsync(int planId, int routerId, TimeSpan since, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var before = time.GetUtcNow() - since;
        return await db.Plans.AnyAsync(plan => plan.Id == planId && plan.RouterId == routerId && plan.UpdatedAt < before && !PlanStates.AtWork.Contains(plan.State), cancellationToken);
    }

    /// <summary>Steps that may stand on the router, last first, with the id of the row an addition made: those begun or done and not taken back since.</summary>
    /// <returns>Indexes into the steps of the work's plan.</returns>
    public static IReadOnlyList<(int Index, string? RowId)> Standing(PlanWork work, IEnumerable<PlanJournalRecord> lines)
    {
        var standing = new Dictionary<int, string?>();
        foreach (var line in lines)
        {
            if (line.Step is not { } step)
                continue;
            if (line.Phase == work.Forward && line.Outcome != JournalOutcomes.Failed)
                standing[step] = line.RowId ?? standing.GetValueOrDefault(step);
            else if (line.Phase == work.Backward && line.Outcome == JournalOutcomes.Done)
                standing.Remove(step);
        }
        return [.. Enumerable.Range(0, work.Plan.Steps.Length).Reverse().Where(index => standing.ContainsKey(work.Number(index))).Select(index => (index, standing[work.Number(index)]))];
    }
}
