using System.Collections.Immutable;
using System.Threading.Channels;

namespace DualWanPortal.Live;

/// <summary>
/// Owner of the fleet's present state. Writers swap an immutable snapshot and ring a doorbell without payload; whoever listens reads
/// <see cref="Current"/> when he is ready, so a slow reader costs nothing and sees the newest.
/// </summary>
public sealed class LiveState
{
    private readonly Lock _lock = new();
    private ImmutableArray<LiveSubscription> _subscriptions = [];
    private FleetSnapshot _current = FleetSnapshot.Empty;

    public FleetSnapshot Current => Volatile.Read(ref _current);

    /// <summary>Number of pages, hubs and streams that listen.</summary>
    public int Subscribers => _subscriptions.Length;

    /// <summary>Swaps the snapshot; rings only when <paramref name="change"/> returned another object.</summary>
    public void Update(Func<FleetSnapshot, FleetSnapshot> change)
    {
        ImmutableArray<LiveSubscription> toRing;
        lock (_lock)
        {
            var next = change(_current);
            if (ReferenceEquals(next, _current))
                return;
            Volatile.Write(ref _current, next);
            toRing = _subscriptions;
        }
        foreach (var subscription in toRing)
            subscription.Ring();
    }

    /// <summary>Rings without a new snapshot: something beside it changed (a new event, a plan's step).</summary>
    public void Ring()
    {
        foreach (var subscription in _subscriptions)
            subscription.Ring();
    }

    public LiveSubscription Subscribe()
    {
        var subscription = new LiveSubscription(this);
        lock (_lock)
            _subscriptions = _subscriptions.Add(subscription);
        return subscription;
    }

    internal void Remove(LiveSubscription subscription)
    {
        lock (_lock)
            _subscriptions = _subscriptions.Remove(subscription);
    }
}

/// <summary>One listener's doorbell: rings between two looks count once.</summary>
public sealed class LiveSubscription : IDisposable
{
    private readonly LiveState _owner;
    private readonly Channel<bool> _bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    internal LiveSubscription(LiveState owner) => _owner = owner;

    /// <summary>Returns at the next ring, or at once if it rang since the last call.</summary>
    public async Task WaitForChangeAsync(CancellationToken cancellationToken) => await _bell.Reader.ReadAsync(cancellationToken);

    internal void Ring() => _bell.Writer.TryWrite(true);

    public void Dispose() => _owner.Remove(this);
}
