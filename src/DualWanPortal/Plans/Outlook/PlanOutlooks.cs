using DualWanPortal.Plans.Rehearsing;
using DualWanPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace DualWanPortal.Plans.Outlook;

/// <summary>What was predicted of plans and what their rehearsals showed.</summary>
public sealed class PlanOutlooks(IDbContextFactory<PortalDb> databases)
{
    public async Task AddAsync(int planId, PlanOutlook outlook, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        db.PlanOutlooks.Add(new PlanOutlookRecord { PlanId = planId, Prediction = outlook.ToJson() });
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <returns>Both null when nothing was predicted; the second alone when there was no rehearsal.</returns>
    public async Task<(PlanOutlook? Outlook, RehearsalReport? Rehearsal)> FindAsync(int planId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.PlanOutlooks.AsNoTracking().FirstOrDefaultAsync(row => row.PlanId == planId, cancellationToken) is { } row
            ? (PlanOutlook.FromJson(row.Prediction), row.Rehearsal is { } rehearsal ? RehearsalReport.FromJson(rehearsal) : null)
            : (null, null);
    }

    public async Task RehearsedAsync(int planId, RehearsalReport report, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var json = report.ToJson();
        await db.PlanOutlooks.Where(row => row.PlanId == planId).ExecuteUpdateAsync(set => set.SetProperty(row => row.Rehearsal, json), cancellationToken);
    }
}
