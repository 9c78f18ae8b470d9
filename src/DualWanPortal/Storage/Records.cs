namespace DualWanPortal.Storage;

/// <summary>A router of the inventory.</summary>
public sealed class RouterRecord
{
    public int Id { get; set; }
    public required string Name { get; set; }
    public required string Address { get; set; }
    public int Port { get; set; } = 8728;
    public bool Tls { get; set; }
    public required string User { get; set; }

    /// <summary>Password, encrypted by <see cref="SecretBox"/>.</summary>
    public required string ProtectedPassword { get; set; }

    /// <summary>SHA-256 of the certificate that a person accepted; null without TLS.</summary>
    public string? Fingerprint { get; set; }
    public string Site { get; set; } = "";

    /// <summary>Comma separated, without blanks.</summary>
    public string Tags { get; set; } = "";
    public int? PolicyId { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
}

/// <summary>What must survive a restart about a router's condition: one row per router, written in one transaction with the events that follow from it.</summary>
public sealed class RouterStateRecord
{
    public int RouterId { get; set; }

    /// <summary><c>IncidentState</c> as JSON.</summary>
    public required string IncidentState { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }
}

public sealed class EventRecord
{
    public long Id { get; set; }
    public int RouterId { get; set; }

    /// <summary>When it happened.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>When it was written down.</summary>
    public DateTimeOffset RecordedAt { get; set; }

    /// <summary>Word of <c>FailoverEventKinds</c>.</summary>
    public required string Kind { get; set; }
    public string? Wan { get; set; }
    public required string Cause { get; set; }

    /// <summary>JSON list of <c>Evidence</c>.</summary>
    public string Evidence { get; set; } = "[]";
    public long? IncidentId { get; set; }
    public int? PlanId { get; set; }
}

public sealed class IncidentRecord
{
    public long Id { get; set; }
    public int RouterId { get; set; }

    /// <summary><c>on-backup</c>, <c>wan-down</c> or <c>unreachable</c>.</summary>
    public required string Kind { get; set; }
    public DateTimeOffset OpenedAt { get; set; }
    public DateTimeOffset? ClosedAt { get; set; }
    public string? Wan { get; set; }
    public required string Cause { get; set; }
}

/// <summary>One probe of one WAN, kept for charts.</summary>
public sealed class LinkSampleRecord
{
    public long Id { get; set; }
    public int RouterId { get; set; }
    public required string Wan { get; set; }
    public DateTimeOffset At { get; set; }
    public int Sent { get; set; }
    public int Received { get; set; }
    public double? RttMs { get; set; }
}

public sealed class PolicyRecord
{
    public int Id { get; set; }
    public required string Name { get; set; }

    /// <summary>The policy as YAML, the same text that export gives.</summary>
    public required string Yaml { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }
}

public sealed class PlanRecord
{
    public int Id { get; set; }
    public int RouterId { get; set; }
    public required string PolicyName { get; set; }

    /// <summary>One of the words of the HTTP API: <c>planned applying verifying confirmed …</c>. Changed by conditional updates only.</summary>
    public required string State { get; set; }

    /// <summary><c>Plan</c> as JSON.</summary>
    public required string Plan { get; set; }
    public string? Problem { get; set; }
    public required string CreatedBy { get; set; }
    public string? ApprovedBy { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>What happened to a plan, line by line; never changed after it was written.</summary>
public sealed class PlanJournalRecord
{
    public long Id { get; set; }
    public int PlanId { get; set; }
    public DateTimeOffset At { get; set; }

    /// <summary><c>backup export step undo verify cleanup …</c></summary>
    public required string Phase { get; set; }

    /// <summary>0-based number of the plan's step; null for what concerns the plan as a whole.</summary>
    public int? Step { get; set; }

    /// <summary><c>begun</c>, <c>done</c> or <c>failed</c>.</summary>
    public required string Outcome { get; set; }
    public required string Text { get; set; }

    /// <summary>Id of the row that a step added; needed to undo it.</summary>
    public string? RowId { get; set; }
}

/// <summary>A file taken from a router before a change.</summary>
public sealed class PlanFileRecord
{
    public int Id { get; set; }
    public int PlanId { get; set; }
    public required string Name { get; set; }

    /// <summary>Content, encrypted by <see cref="SecretBox"/>: an export of v6 may show secrets. Null while it is not here.</summary>
    public byte[]? ProtectedContent { get; set; }

    /// <summary>Password of an encrypted backup, itself encrypted; null where the file has none.</summary>
    public string? ProtectedPassword { get; set; }
    public DateTimeOffset TakenAt { get; set; }
}

public sealed class ChannelRecord
{
    public int Id { get; set; }
    public required string Name { get; set; }

    /// <summary><c>webhook</c>.</summary>
    public required string Kind { get; set; }

    /// <summary>Settings of the kind as JSON, encrypted by <see cref="SecretBox"/>.</summary>
    public required string ProtectedSettings { get; set; }
    public bool Enabled { get; set; } = true;

    /// <summary>Why it was switched off by the portal; null while it works or a person switched it off.</summary>
    public string? DisabledReason { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
}

/// <summary>The outbox: one row per event and channel, written in the transaction of the event.</summary>
public sealed class DeliveryRecord
{
    public long Id { get; set; }
    public int ChannelId { get; set; }

    /// <summary>Null for a test message.</summary>
    public long? EventId { get; set; }

    /// <summary>Set when the row is written together with its event: both then share one transaction.</summary>
    public EventRecord? Event { get; set; }

    /// <summary><c>pending retrying delivered failed muted</c></summary>
    public required string State { get; set; }
    public int Attempts { get; set; }
    public DateTimeOffset NextAttemptAt { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? DeliveredAt { get; set; }

    /// <summary>Outcome of the last attempt in one sentence; never a secret.</summary>
    public string? LastOutcome { get; set; }
}

/// <summary>A bearer token of the HTTP API; only its hash is kept.</summary>
public sealed class TokenRecord
{
    public int Id { get; set; }
    public required string Name { get; set; }

    /// <summary>SHA-256 of the token, hex.</summary>
    public required string Hash { get; set; }
    public required string Role { get; set; }
    public required string CreatedBy { get; set; }

    /// <summary>The person that the token counts as; one made by means of another token has its owner.</summary>
    public required string Owner { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? LastUsedAt { get; set; }
}

/// <summary>A setting that an administrator changes on the page.</summary>
public sealed class SettingRecord
{
    public required string Key { get; set; }
    public required string Value { get; set; }
}
