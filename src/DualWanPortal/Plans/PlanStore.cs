using DualWanPortal.Alerts;
using DualWanPortal.Failover.Incidents;
using DualWanPortal.Live;
using DualWanPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace DualWanPortal.Plans;

/// <summary>The plan rows. State changes are conditional updates: who changes the row owns what follows.</summary>
public sealed class PlanStore(IDbContextFactory<PortalDb> databases, LiveState live, AlertBell bell, TimeProvider time)
{
    public async Task<PlanRecord> AddAsync(int routerId, PlanDocument document, string by, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var row = new PlanRecord
        {
            RouterId = routerId, PolicyName = document.Policy.Name, State = PlanStates.Planned, Plan = document.ToJson(), CreatedBy = by, CreatedAt = now, UpdatedAt = now,
        };
        db.Plans.Add(row);
        await db.SaveChangesAsync(cancellationToken);
        return row;
    }

    public async Task<PlanRecord?> FindAsync(int id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Plans.AsNoTracking().FirstOrDefaultAsync(plan => plan.Id == id, cancellationToken);
    }

    /// <summary>Newest first; of one router when it is given.</summary>
    public async Task<List<PlanRecord>> ListAsync(int? routerId, int most, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Plans.AsNoTracking().Where(plan => routerId == null || plan.RouterId == routerId).OrderByDescending(plan => plan.Id).Take(most).ToListAsync(cancellationToken);
    }

    public async Task<List<PlanRecord>> UnfinishedAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Plans.AsNoTracking().Where(plan => PlanStates.AtWork.Contains(plan.State)).OrderBy(plan => plan.Id).ToListAsync(cancellationToken);
    }

    /// <summary>What waits and what is at work.</summary>
    public async Task<List<PlanRecord>> OpenAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Plans.AsNoTracking().Where(plan => PlanStates.Waiting.Contains(plan.State) || PlanStates.AtWork.Contains(plan.State)).OrderBy(plan => plan.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Plans that somebody wants applied and that could not be begun yet; also those that were rehearsed for that by a portal that died then.</summary>
    public async Task<List<PlanRecord>> WaitingAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Plans.AsNoTracking().Where(plan => PlanStates.Waiting.Contains(plan.State) || (plan.State == PlanStates.Rehearsed && plan.ApprovedBy != null)).OrderBy(plan => plan.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Moves a plan from one state to another if it is still in the first.</summary>
    public async Task<bool> MoveAsync(int id, string from, string to, CancellationToken cancellationToken, string? problem = null)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var moved = await db.Plans.Where(plan => plan.Id == id && plan.State == from).ExecuteUpdateAsync(
            set => set.SetProperty(plan => plan.State, to).SetProperty(plan => plan.Problem, problem).SetProperty(plan => plan.UpdatedAt, now), cancellationToken) == 1;
        live.Ring();
        return moved;
    }

    /// <summary>The same with an event, in one transaction.</summary>
    public async Task<bool> MoveAsync(int id, string from, string to, FailoverEventKind kind, string cause, string? problem, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var now = time.GetUtcNow();
        if (await db.Plans.Where(plan => plan.Id == id && plan.State == from).ExecuteUpdateAsync(
                set => set.SetProperty(plan => plan.State, to).SetProperty(plan => plan.Problem, problem).SetProperty(plan => plan.UpdatedAt, now), cancellationToken) != 1)
            return false;
        var routerId = await db.Plans.Where(plan => plan.Id == id).Select(plan => plan.RouterId).FirstAsync(cancellationToken);
        await TellAsync(db, routerId, id, kind, cause, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        bell.Ring();
        live.Ring();
        return true;
    }

    /// <summary>Takes a plan into its rehearsal.</summary>
    /// <param name="approvedBy">Who wants it applied when it passes; null when it is only to be rehearsed.</param>
    public async Task<bool> RehearseAsync(int id, string from, string? approvedBy, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var taken = await db.Plans.Where(plan => plan.Id == id && plan.State == from).ExecuteUpdateAsync(set => set.SetProperty(plan => plan.State, PlanStates.Rehearsing)
            .SetProperty(plan => plan.ApprovedBy, approvedBy).SetProperty(plan => plan.Problem, (string?)null).SetProperty(plan => plan.UpdatedAt, now), cancellationToken) == 1;
        live.Ring();
        return taken;
    }

    /// <summary>Takes a plan to work on it, unless another plan of the same router is running.</summary>
    public async Task<bool> TakeAsync(int id, string from, string to, string by, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var taken = await db.Plans.Where(plan => plan.Id == id && plan.State == from
                && !db.Plans.Any(other => other.RouterId == plan.RouterId && other.Id != id && PlanStates.Running.Contains(other.State)))
            .ExecuteUpdateAsync(set => set.SetProperty(plan => plan.State, to).SetProperty(plan => plan.ApprovedBy, by).SetProperty(plan => plan.Problem, (string?)null)
                .SetProperty(plan => plan.UpdatedAt, now), cancellationToken) == 1;
        live.Ring();
        return taken;
    }

    /// <summary>Keeps the way back before it is begun.</summary>
    public async Task<bool> StoreUndoAsync(int id, PlanDocument document, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var json = document.ToJson();
        return await db.Plans.Where(plan => plan.Id == id && plan.State == PlanStates.Undoing).ExecuteUpdateAsync(set => set.SetProperty(plan => plan.Plan, json), cancellationToken) == 1;
    }

    /// <summary>The end of the work: state, document, event and what the event owes, in one transaction.</summary>
    public async Task FinishAsync(int id, string to, FailoverEventKind kind, string cause, string? problem, PlanDocument document, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Plans.FirstOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } plan)
            return;
        var now = time.GetUtcNow();
        (plan.State, plan.Problem, plan.UpdatedAt, plan.Plan) = (to, problem, now, document.ToJson());
        await TellAsync(db, plan.RouterId, id, kind, cause, now, cancellationToken);
        bell.Ring();
        live.Ring();
    }

    private static async Task TellAsync(PortalDb db, int routerId, int planId, FailoverEventKind kind, string cause, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var happened = new EventRecord { RouterId = routerId, At = now, RecordedAt = now, Kind = kind.Word(), Cause = cause, PlanId = planId };
        db.Events.Add(happened);
        await Outbox.OweAsync(db, [happened], now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }
}
