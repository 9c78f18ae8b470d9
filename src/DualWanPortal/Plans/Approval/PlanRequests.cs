using DualWanPortal.Access;
using DualWanPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace DualWanPortal.Plans.Approval;

/// <summary>What a person may add when he has a plan applied.</summary>
/// <param name="WithoutRehearsal">Why a plan that is due for a rehearsal goes without one that passed; null to have one.</param>
/// <param name="OutsideWindow">Why it does not wait for a change window; null to wait.</param>
/// <param name="DespiteOpening">Why a plan is wanted that lets strangers in; null when nobody wants that.</param>
public sealed record ApplyWish(string? WithoutRehearsal = null, string? OutsideWindow = null, string? DespiteOpening = null)
{
    /// <summary>A second person who agreed with a whole rollout agreed with each of its plans.</summary>
    public string? SecondBy { get; init; }
}

/// <summary>The rows of who asked for a plan and who else agreed.</summary>
public sealed class PlanRequests(IDbContextFactory<PortalDb> databases, TimeProvider time)
{
    public async Task<PlanRequestRecord?> FindAsync(int planId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.PlanRequests.AsNoTracking().FirstOrDefaultAsync(row => row.PlanId == planId, cancellationToken);
    }

    public async Task<List<PlanRequestRecord>> ListAsync(IReadOnlyCollection<int> planIds, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.PlanRequests.AsNoTracking().Where(row => planIds.Contains(row.PlanId)).ToListAsync(cancellationToken);
    }

    /// <summary>Writes down that this caller wants the plan applied; what was agreed with before counts no more.</summary>
    public async Task AskAsync(int planId, Caller by, ApplyWish wish, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var row = await db.PlanRequests.FindAsync([planId], cancellationToken);
        if (row is null)
            db.PlanRequests.Add(row = new PlanRequestRecord { PlanId = planId, AskedBy = by.Name, AskedPerson = by.Person });
        (row.AskedBy, row.AskedPerson, row.AskedAt, row.OutsideWindow) = (by.Name, by.Person, time.GetUtcNow(), wish.OutsideWindow?.Trim());
        (row.SecondBy, row.SecondAt, row.ExpiresAt, row.StartsAt) = (wish.SecondBy, wish.SecondBy is null ? null : time.GetUtcNow(), null, null);
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Writes down that a second person agrees, unless somebody did already.</summary>
    public async Task<bool> AgreeAsync(int planId, Caller by, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        return await db.PlanRequests.Where(row => row.PlanId == planId && row.SecondBy == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.SecondBy, by.Name).SetProperty(row => row.SecondAt, now), cancellationToken) == 1;
    }

    public async Task OverrideAsync(int planId, string reason, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.PlanRequests.Where(row => row.PlanId == planId).ExecuteUpdateAsync(set => set.SetProperty(row => row.OutsideWindow, reason), cancellationToken);
    }

    /// <summary>What it waits for, for whoever looks at it.</summary>
    public async Task WaitsAsync(int planId, DateTimeOffset? expiresAt, DateTimeOffset? startsAt, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.PlanRequests.Where(row => row.PlanId == planId).ExecuteUpdateAsync(set => set.SetProperty(row => row.ExpiresAt, expiresAt).SetProperty(row => row.StartsAt, startsAt), cancellationToken);
    }
}
