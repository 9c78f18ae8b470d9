using System.Collections.Concurrent;
using DualWanPortal.RouterOs.Client;

namespace DualWanPortal.Routers;

/// <summary>Owner of all router sessions.</summary>
public sealed class RouterSessions(RouterTargets targets, RouterOsClientOptions options, TimeProvider time) : IInventoryObserver, IAsyncDisposable
{
    private readonly ConcurrentDictionary<int, RouterSession> _sessions = new();

    /// <summary>The router's session; it is made here and connects when first used.</summary>
    public RouterSession Get(int routerId) => _sessions.GetOrAdd(routerId, id => new RouterSession(id, targets, options, time));

    public IReadOnlyCollection<RouterSession> All => [.. _sessions.Values];

    public async Task RouterChangedAsync(RouterEntry router, CancellationToken cancellationToken)
    {
        if (!_sessions.TryGetValue(router.Id, out var session))
            return;
        session.Succeeded();
        await session.CloseAsync(cancellationToken);
    }

    public async Task RouterRemovedAsync(int routerId, CancellationToken cancellationToken)
    {
        if (_sessions.TryRemove(routerId, out var session))
            await session.CloseAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var session in _sessions.Values)
            await session.DisposeAsync();
        _sessions.Clear();
    }
}
