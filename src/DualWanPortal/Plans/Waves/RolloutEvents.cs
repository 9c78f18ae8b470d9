using DualWanPortal.Alerts;
using DualWanPortal.Failover.Incidents;
using DualWanPortal.Live;
using DualWanPortal.Shell;
using DualWanPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace DualWanPortal.Plans.Waves;

/// <summary>The end of a rollout: its state, the event at a router of it, and what that owes, in one transaction.</summary>
public sealed class RolloutEvents(IDbContextFactory<PortalDb> databases, LiveState live, AlertBell bell, TimeProvider time)
{
    /// <param name="failed">The router that stopped it.</param>
    public Task StopAsync(RolloutView view, RolloutRouter failed, CancellationToken cancellationToken)
    {
        var problem = $"{failed.RouterName} failed: {failed.Row.Failure}";
        var left = view.Routers.Count(router => router is { Wave: not null, Row.StartedAt: null });
        return EndAsync(view.Row, RolloutStates.Stopped, FailoverEventKind.RolloutStopped, failed, $"The rollout of {view.Row.PolicyName} stopped. {problem} {Plural.Of(left, "router was", "routers were")} not begun.", problem, cancellationToken);
    }

    public Task FinishAsync(RolloutView view, CancellationToken cancellationToken)
    {
        var changed = view.Routers.Count(router => router is { Wave: not null, HasFailed: false });
        var last = view.Routers.Where(router => router.Wave is not null).MaxBy(router => router.Row.EndedAt) ?? view.Routers[0];
        return EndAsync(view.Row, RolloutStates.Finished, FailoverEventKind.RolloutFinished, last,
            $"The rollout of {view.Row.PolicyName} is finished: {Plural.Of(changed, "router")} changed, {Plural.Of(view.Failures, "failure")}.", null, cancellationToken);
    }

    private async Task EndAsync(RolloutRecord rollout, string to, FailoverEventKind kind, RolloutRouter at, string cause, string? problem, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var now = time.GetUtcNow();
        if (await db.Rollouts.Where(row => row.Id == rollout.Id && row.State == RolloutStates.Running).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.State, to).SetProperty(row => row.Problem, problem).SetProperty(row => row.EndedAt, now), cancellationToken) != 1)
            return;
        var happened = new EventRecord { RouterId = at.Row.RouterId, At = now, RecordedAt = now, Kind = kind.Word(), Cause = cause, PlanId = at.Row.PlanId };
        db.Events.Add(happened);
        await Outbox.OweAsync(db, [happened], now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        bell.Ring();
        live.Ring();
    }
}
