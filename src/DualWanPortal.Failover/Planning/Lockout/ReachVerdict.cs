namespace DualWanPortal.Failover.Planning.Lockout;

/// <summary>What a plan does to somebody's way to one service of the router.</summary>
public enum Reach
{
    /// <summary>As before.</summary>
    Kept,

    /// <summary>Answers leave by another link than before: what is open breaks off, and a new login comes in by the other link or not at all.</summary>
    Rerouted,

    /// <summary>The filter lets it through now and would not any more, or the service would be off.</summary>
    Lost,

    /// <summary>Cannot be told before or after.</summary>
    Unknown,
}

/// <param name="Service">As RouterOS calls it: <c>api</c>, <c>winbox</c>, <c>ssh</c>.</param>
/// <param name="Why">One sentence.</param>
public sealed record ReachVerdict(string Service, int Port, Reach Reach, string Why);
