using DualWanPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace DualWanPortal.Benchmarks.Latency;

/// <summary>Asks the database over and over whether an event stands there without the delivery it owes. One statement sees one state of the database.</summary>
internal sealed class OutboxWatch : IAsyncDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(5);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watching;
    private long _looks;
    private long _missing;

    public OutboxWatch(IDbContextFactory<PortalDb> databases) => _watching = WatchAsync(databases);

    /// <summary>Ends it and tells how often it looked and how often a delivery was missing.</summary>
    public async Task<(long Looks, long Missing)> EndAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        return (_looks, _missing);
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _stop.Dispose();
    }

    private async Task WatchAsync(IDbContextFactory<PortalDb> databases)
    {
        try
        {
            while (true)
            {
                await using var db = await databases.CreateDbContextAsync(_stop.Token);
                _missing += await db.Events.CountAsync(row => row.Kind == "failover" && !db.Deliveries.Any(delivery => delivery.EventId == row.Id), _stop.Token);
                _looks++;
                await Task.Delay(s_pause, TimeProvider.System, _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }
}
