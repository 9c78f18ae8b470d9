namespace DualWanPortal.Storage;

/// <summary>A configuration of a router, as it was from <see cref="FirstSeenAt"/> until another one was seen. Written when it changed, never altered but for when it was last seen.</summary>
public sealed class ConfigVersionRecord
{
    public long Id { get; set; }
    public int RouterId { get; set; }

    /// <summary>1 for the first one of its router.</summary>
    public int Number { get; set; }

    /// <summary>SHA-256 of the normalised text, hex: two versions with the same are the same.</summary>
    public required string Hash { get; set; }

    /// <summary>The normalised export, compressed, then encrypted by <see cref="SecretBox"/>: secrets are masked, but people write them into comments too.</summary>
    public required byte[] ProtectedText { get; set; }

    /// <summary>Lines of the text.</summary>
    public int Lines { get; set; }

    /// <summary>Lines that the version before did not have; 0 for the first.</summary>
    public int LinesAdded { get; set; }

    /// <summary>Lines of the version before that this one does not have.</summary>
    public int LinesRemoved { get; set; }
    public DateTimeOffset FirstSeenAt { get; set; }
    public DateTimeOffset LastSeenAt { get; set; }

    /// <summary>Name of the person or program that changed it; null while that is not known.</summary>
    public string? ChangedBy { get; set; }

    /// <summary>What says so: <c>history</c>, <c>log</c>, or <c>plan</c>; null where nothing does.</summary>
    public string? KnownFrom { get; set; }

    /// <summary>The plan that made the change; null when none did.</summary>
    public int? PlanId { get; set; }
}

/// <summary>A finding that people have decided to live with. Kept after its end, so that the history can say what once held.</summary>
public sealed class SuppressionRecord
{
    public int Id { get; set; }

    /// <summary>Null for every router.</summary>
    public int? RouterId { get; set; }
    public required string Rule { get; set; }

    /// <summary>The subject of one finding of that rule (an interface, a row); null for all of them.</summary>
    public string? Subject { get; set; }
    public required string Reason { get; set; }
    public required string CreatedBy { get; set; }
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>From then on it no longer holds; null for no end.</summary>
    public DateTimeOffset? Until { get; set; }

    /// <summary>When a person took it back; null when nobody did.</summary>
    public DateTimeOffset? EndedAt { get; set; }
    public string? EndedBy { get; set; }
}

/// <summary>A finding on a router from when it appeared until it was gone. One that comes back is another row.</summary>
public sealed class FindingRecord
{
    public long Id { get; set; }
    public int RouterId { get; set; }
    public required string Rule { get; set; }

    /// <summary>What distinguishes two findings of one rule; empty when there can be only one.</summary>
    public string Subject { get; set; } = "";

    /// <summary>Word of the severity: <c>critical high medium low info</c>.</summary>
    public required string Severity { get; set; }
    public required string Title { get; set; }
    public DateTimeOffset FirstSeenAt { get; set; }

    /// <summary>Null while it is there.</summary>
    public DateTimeOffset? GoneAt { get; set; }

    /// <summary>The suppression that keeps it out of the score; null when it counts.</summary>
    public int? SuppressionId { get; set; }
}

/// <summary>A router's score from then on. Written when the score or what it rests on changed; the first one marks that the router was judged at all.</summary>
public sealed class AuditScoreRecord
{
    public long Id { get; set; }
    public int RouterId { get; set; }
    public DateTimeOffset At { get; set; }

    /// <summary>0 to 100; null for a router with fewer than two WANs, which has no failover to judge.</summary>
    public int? Score { get; set; }

    /// <summary>Findings that count, by severity.</summary>
    public int Critical { get; set; }
    public int High { get; set; }
    public int Medium { get; set; }
    public int Low { get; set; }
    public int Info { get; set; }

    /// <summary>Findings that do not count.</summary>
    public int Suppressed { get; set; }
}
