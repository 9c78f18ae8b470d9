using DualWanPortal.Access;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Live;
using DualWanPortal.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using System.Linq.Expressions;

namespace DualWanPortal.Plans.Waves;

/// <summary>The rows of rollouts. A rollout's state changes by conditional updates only.</summary>
public sealed class RolloutStore(IDbContextFactory<PortalDb> databases, LiveState live, TimeProvider time)
{
    public async Task<RolloutRecord> AddAsync(RolloutWish wish, Caller by, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var row = new RolloutRecord
        {
            PolicyName = wish.Policy.Name, Policy = PolicyYaml.Write(wish.Policy), State = RolloutStates.Previewing, PerWave = wish.PerWave, Pause = wish.Pause, Settle = wish.Settle,
            StopAfter = wish.StopAfter, CreatedBy = by.Name, CreatedAt = time.GetUtcNow(),
        };
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        db.Rollouts.Add(row);
        await db.SaveChangesAsync(cancellationToken);
        for (var i = 0; i < wish.Routers.Length; i++)
            db.RolloutRouters.Add(new RolloutRouterRecord { RolloutId = row.Id, RouterId = wish.Routers[i], Position = i });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        live.Ring();
        return row;
    }

    /// <param name="actions">Whether the plans are counted too: whoever only looks for what is next need not read them.</param>
    public async Task<RolloutView?> FindAsync(int id, bool actions, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Rollouts.AsNoTracking().FirstOrDefaultAsync(rollout => rollout.Id == id, cancellationToken) is not { } row)
            return null;
        var routers = await (from entry in db.RolloutRouters.AsNoTracking()
                             where entry.RolloutId == id
                             join router in db.Routers on entry.RouterId equals router.Id
                             join plan in db.Plans on entry.PlanId equals plan.Id into plans
                             from plan in plans.DefaultIfEmpty()
                             select new { entry, router.Name, State = plan == null ? null : plan.State, MovedAt = plan == null ? (DateTimeOffset?)null : plan.UpdatedAt, Plan = plan == null || !actions ? null : plan.Plan }).ToListAsync(cancellationToken);
        return RolloutView.Of(row, routers.Select(router => (router.entry, router.Name, (string?)router.State, router.MovedAt, router.Plan is null ? 0 : PlanDocument.FromJson(router.Plan).Plan.Steps.Length)));
    }

    /// <summary>Newest first.</summary>
    public async Task<List<RolloutRecord>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Rollouts.AsNoTracking().OrderByDescending(rollout => rollout.Id).Take(100).ToListAsync(cancellationToken);
    }

    /// <summary>Those at which the portal has something to do; stopped and cancelled ones too while a router of theirs has not come to its end.</summary>
    public async Task<List<int>> AtWorkAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Rollouts.Where(rollout => RolloutStates.AtWork.Contains(rollout.State)
                || db.RolloutRouters.Any(entry => entry.RolloutId == rollout.Id && entry.StartedAt != null && entry.EndedAt == null))
            .OrderBy(rollout => rollout.Id).Select(rollout => rollout.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Moves a rollout on if it is still in that state.</summary>
    public async Task<bool> MoveAsync(int id, string from, Action<UpdateSettersBuilder<RolloutRecord>> set, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var moved = await db.Rollouts.Where(rollout => rollout.Id == id && rollout.State == from).ExecuteUpdateAsync(set, cancellationToken) == 1;
        live.Ring();
        return moved;
    }

    /// <summary>Ends a rollout if it is still in that state.</summary>
    public Task<bool> EndAsync(int id, string from, string to, string? problem, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return MoveAsync(id, from, set => set.SetProperty(rollout => rollout.State, to).SetProperty(rollout => rollout.Problem, problem).SetProperty(rollout => rollout.EndedAt, now), cancellationToken);
    }

    /// <summary>Changes one router of a rollout.</summary>
    /// <param name="when">Only while this holds.</param>
    public async Task<bool> ChangeAsync(RolloutRouterRecord entry, Expression<Func<RolloutRouterRecord, bool>> when, Action<UpdateSettersBuilder<RolloutRouterRecord>> set, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var changed = await db.RolloutRouters.Where(row => row.RolloutId == entry.RolloutId && row.RouterId == entry.RouterId).Where(when).ExecuteUpdateAsync(set, cancellationToken) == 1;
        live.Ring();
        return changed;
    }

    /// <summary>First incident of a router that was opened since then; null when there was none.</summary>
    public async Task<string?> IncidentSinceAsync(int routerId, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Incidents.Where(incident => incident.RouterId == routerId && incident.OpenedAt >= since).OrderBy(incident => incident.Id).Select(incident => incident.Cause).FirstOrDefaultAsync(cancellationToken);
    }
}
