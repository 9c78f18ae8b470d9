namespace DualWanPortal.Alerts;

/// <summary>How long a delivery is tried and how long between. An alert may itself need the WAN that failed, so patience is counted in days.</summary>
public static class RetryPauses
{
    /// <summary>After this long an alert is given up and shown as failed.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromDays(5);

    private static readonly TimeSpan[] s_pauses =
    [
        TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10),
    ];

    /// <param name="attempts">Attempts made so far, at least 1.</param>
    public static TimeSpan After(int attempts) => s_pauses[Math.Min(attempts, s_pauses.Length) - 1];
}
