namespace DualWanPortal.Lab;

/// <summary>The time of the simulated routers: begins at the wall clock and runs at its own speed.</summary>
internal sealed class LabTime(TimeProvider wall, double speed)
{
    private readonly Lock _gate = new();
    private (DateTimeOffset From, long Since, double Speed) _run = (wall.GetUtcNow(), wall.GetTimestamp(), speed);

    public DateTimeOffset Start { get; } = wall.GetUtcNow();

    public double Speed
    {
        get
        {
            lock (_gate)
                return _run.Speed;
        }
    }

    public DateTimeOffset Now
    {
        get
        {
            lock (_gate)
                return _run.From + (wall.GetElapsedTime(_run.Since) * _run.Speed);
        }
    }

    /// <summary>Goes on from the present moment at another speed.</summary>
    public void Run(double speed)
    {
        lock (_gate)
            _run = (_run.From + (wall.GetElapsedTime(_run.Since) * _run.Speed), wall.GetTimestamp(), speed);
    }
}
