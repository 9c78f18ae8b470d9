namespace DualWanPortal.Simulation;

/// <summary>
/// The time of one simulated world and what is due in it. Nothing happens by itself: somebody advances it, a matrix in one leap or a lab with the wall clock.
/// Not thread-safe: whoever advances owns the world.
/// </summary>
public sealed class SimulationClock(DateTimeOffset start)
{
    private readonly PriorityQueue<ScheduledAction, (DateTimeOffset At, long Order)> _queue = new();
    private long _order;

    public DateTimeOffset Now { get; private set; } = start;

    /// <summary>When the next action is due; null when nothing is scheduled.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            while (_queue.TryPeek(out var next, out var key))
            {
                if (!next.Cancelled)
                    return key.At;
                _queue.Dequeue();
            }
            return null;
        }
    }

    /// <summary>Runs <paramref name="action"/> after <paramref name="delay"/>; equal times run in the order of scheduling.</summary>
    public ScheduledAction After(TimeSpan delay, Action action)
    {
        var scheduled = new ScheduledAction(action);
        _queue.Enqueue(scheduled, (Now + (delay < TimeSpan.Zero ? TimeSpan.Zero : delay), _order++));
        return scheduled;
    }

    /// <summary>Runs all that is due up to <paramref name="until"/>, in order; then the clock shows <paramref name="until"/>.</summary>
    public void AdvanceTo(DateTimeOffset until)
    {
        while (NextDue is { } due && due <= until)
        {
            var next = _queue.Dequeue();
            if (due > Now)
                Now = due;
            next.Run();
        }
        if (until > Now)
            Now = until;
    }

    public void Advance(TimeSpan by) => AdvanceTo(Now + by);
}

/// <summary>Something due in a <see cref="SimulationClock"/>; cancelling it is always allowed.</summary>
public sealed class ScheduledAction(Action action)
{
    public bool Cancelled { get; private set; }
    public void Cancel() => Cancelled = true;
    internal void Run() => action();
}
