using System.Collections.Concurrent;
using DualWanPortal.Routers;

namespace DualWanPortal.Polling;

/// <summary>Owner of all watches.</summary>
public sealed class RouterWatches(RouterSessions sessions, Watchkeeper keeper, PollSettingsStore settings, TimeProvider time, ILogger<RouterWatch> log) : IInventoryObserver, IAsyncDisposable
{
    private readonly ConcurrentDictionary<int, Lazy<RouterWatch>> _watches = new();

    public RouterWatch Get(int routerId) =>
        _watches.GetOrAdd(routerId, id => new Lazy<RouterWatch>(() => new RouterWatch(sessions.Get(id), keeper, settings, time, log))).Value;

    public Task RouterChangedAsync(RouterEntry router, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task RouterRemovedAsync(int routerId, CancellationToken cancellationToken)
    {
        if (_watches.TryRemove(routerId, out var watch))
            await watch.Value.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var watch in _watches.Values)
            await watch.Value.DisposeAsync();
        _watches.Clear();
    }
}
