namespace DualWanPortal.Lab;

/// <summary>The time of the simulated routers: begins at the wall clock and runs at its own speed.</summary>
internal sealed class LabTime(TimeProvider wall, double speed)
{
    private readonly DateTimeOffset _start = wall.GetUtcNow();
    private readonly long _began = wall.GetTimestamp();

    public DateTimeOffset Start => _start;
    public DateTimeOffset Now => _start + (wall.GetElapsedTime(_began) * speed);
}
