using DualWanPortal.Storage;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;

namespace DualWanPortal.Live;

/// <summary>Waits for the doorbell of <see cref="LiveState"/> and sends what changed to hub and event stream, at most four times a second.</summary>
public sealed class LiveFanOut(LiveState live, IHubContext<LiveHub> hub, EventFeed feed, IDbContextFactory<PortalDb> databases, ILogger<LiveFanOut> log) : BackgroundService
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(250);

    // Ids are given before the commit: one may become visible after a higher one. So a little is read twice and remembered.
    private const int Overlap = 200;
    private readonly HashSet<long> _sent = [];
    private FleetSnapshot _shown = FleetSnapshot.Empty;
    private long _last;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = live.Subscribe();
        try
        {
            await BeginAsync(stoppingToken);
            while (!stoppingToken.IsCancellationRequested)
            {
                await subscription.WaitForChangeAsync(stoppingToken);
                await SendAsync(stoppingToken);
                await Task.Delay(s_pause, TimeProvider.System, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        _last = await db.Events.MaxAsync(row => (long?)row.Id, cancellationToken) ?? 0;
        _sent.UnionWith(await db.Events.Where(row => row.Id > _last - Overlap).Select(row => row.Id).ToListAsync(cancellationToken));
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        try
        {
            await SendRoutersAsync(cancellationToken);
            await SendEventsAsync(cancellationToken);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The next ring sends what is then the present state, and events by id: nothing is lost but time.
            log.LogWarning(fault, "Live changes could not be sent");
        }
    }

    private async Task SendRoutersAsync(CancellationToken cancellationToken)
    {
        var (before, now) = (_shown, live.Current);
        _shown = now;
        foreach (var (id, router) in now.Routers)
        {
            if (!ReferenceEquals(before.Routers.GetValueOrDefault(id), router))
                await hub.Clients.All.SendAsync("router", LiveRouterJson.Of(router), cancellationToken);
        }
        foreach (var id in before.Routers.Keys.Where(id => !now.Routers.ContainsKey(id)))
            await hub.Clients.All.SendAsync("removed", new { id }, cancellationToken);
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
