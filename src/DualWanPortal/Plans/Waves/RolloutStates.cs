namespace DualWanPortal.Plans.Waves;

/// <summary>Words of <see cref="Storage.RolloutRecord.State"/>, the same in the HTTP API.</summary>
public static class RolloutStates
{
    /// <summary>A plan is being made for each router.</summary>
    public const string Previewing = "previewing";
    public const string Ready = "ready";
    public const string WaitingForApproval = "waiting-for-approval";
    public const string Running = "running";

    /// <summary>Too many routers failed; those that had begun come to their end.</summary>
    public const string Stopped = "stopped";
    public const string Cancelled = "cancelled";
    public const string Finished = "finished";

    /// <summary>The portal has something to do.</summary>
    public static string[] AtWork { get; } = [Previewing, WaitingForApproval, Running];

    public static string[] Open { get; } = [.. AtWork, Ready];
}
