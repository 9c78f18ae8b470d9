using DualWanPortal.Operations;
using DualWanPortal.Storage;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;

namespace DualWanPortal.Live;

/// <summary>Waits for the doorbell of <see cref="LiveState"/> and sends what changed to hub and event stream, at most four times a second.</summary>
public sealed class LiveFanOut(LiveState live, IHubContext<LiveHub> hub, EventFeed feed, IDbContextFactory<PortalDb> databases, ILogger<LiveFanOut> log)
    : Patrol("live changes", TimeSpan.FromMilliseconds(250), TimeProvider.System, log)
{
    private readonly LiveSubscription _bell = live.Subscribe();

    // Ids are given before the commit: one may become visible after a higher one. So a little is read twice and remembered.
    private const int Overlap = 200;
    private readonly HashSet<long> _sent = [];
    private FleetSnapshot _shown = FleetSnapshot.Empty;
    private long _last;

    public override void Dispose()
    {
        _bell.Dispose();
        base.Dispose();
    }

    protected override async Task BeginAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        _last = await db.Events.MaxAsync(row => (long?)row.Id, cancellationToken) ?? 0;
        _sent.UnionWith(await db.Events.Where(row => row.Id > _last - Overlap).Select(row => row.Id).ToListAsync(cancellationToken));
    }

    protected override async Task RoundAsync(CancellationToken cancellationToken)
    {
        await SendRoutersAsync(cancellationToken);
        await SendEventsAsync(cancellationToken);
    }

    protected override async Task RestAsync(CancellationToken cancellationToken)
    {
        await base.RestAsync(cancellationToken);
        await _bell.WaitForChangeAsync(cancellationToken);
    }

    private async Task SendRoutersAsync(CancellationToken cancellationToken)
    {
        var (before, now) = (_shown, live.Current);
        foreach (var (id, router) in now.Routers)
        {
            if (!ReferenceEquals(before.Routers.GetValueOrDefault(id), router))
                await hub.Clients.All.SendAsync("router", LiveRouterJson.Of(router), cancellationToken);
        }
        foreach (var id in before.Routers.Keys.Where(id => !now.Routers.ContainsKey(id)))
            await hub.Clients.All.SendAsync("removed", new { id }, cancellationToken);
        // Not before all are sent: what a fault kept back comes in the next round, and those that arrive twice do no harm.
        _shown = now;
    }

    private async Task SendEventsAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await db.Events.AsNoTracking().Where(row => row.Id > _last - Overlap).OrderBy(row => row.Id).Take(1000).ToListAsync(cancellationToken);
        foreach (var row in rows.Where(row => _sent.Add(row.Id)))
        {
            var happened = EventJson.Of(row);
            feed.Publish(happened);
            await hub.Clients.All.SendAsync("event", happened, cancellationToken);
            _last = Math.Max(_last, row.Id);
        }
        if (_sent.Count > 4 * Overlap)
            _sent.RemoveWhere(id => id <= _last - Overlap);
    }
}
