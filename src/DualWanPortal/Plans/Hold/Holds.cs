using DualWanPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace DualWanPortal.Plans.Hold;

/// <summary>The rows of holds.</summary>
public sealed class Holds(IDbContextFactory<PortalDb> databases)
{
    public async Task AddAsync(PlanRecord plan, PlanHold hold, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        db.Holds.Add(new HoldRecord { PlanId = plan.Id, RouterId = plan.RouterId, Wan = hold.Wan, Until = hold.Until, ByRouter = hold.ByRouter });
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>The plan that holds a router now, or is about to or just was; null when none does.</summary>
    public async Task<PlanRecord?> OfRouterAsync(int routerId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await Standing(db).Where(plan => plan.RouterId == routerId).OrderByDescending(plan => plan.Id).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Those of all routers.</summary>
    public async Task<List<PlanRecord>> StandingAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await Standing(db).OrderBy(plan => plan.Id).ToListAsync(cancellationToken);
    }

    private static IQueryable<PlanRecord> Standing(PortalDb db) =>
        from plan in db.Plans.AsNoTracking()
        join hold in db.Holds on plan.Id equals hold.PlanId
        where plan.State == PlanStates.Confirmed || PlanStates.Running.Contains(plan.State)
        select plan;
}
