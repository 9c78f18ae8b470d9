namespace DualWanPortal.Storage;

/// <summary>What a site demands of changes to its routers; a site without a row demands nothing.</summary>
public sealed class SiteRuleRecord
{
    /// <summary>As at the routers; empty for routers that name no site.</summary>
    public required string Site { get; set; }

    /// <summary>A plan waits until somebody else than the one who asked for it approves.</summary>
    public bool SecondPerson { get; set; }

    /// <summary>Switches and holds by hand are bound by these rules too.</summary>
    public bool AlsoByHand { get; set; }

    /// <summary>IANA name of the time zone of <see cref="Windows"/>.</summary>
    public string Zone { get; set; } = "UTC";

    /// <summary>One change window per line, <c>Mon-Fri 22:00-05:00</c>; empty for any time.</summary>
    public string Windows { get; set; } = "";
    public required string ChangedBy { get; set; }
    public DateTimeOffset ChangedAt { get; set; }
}

/// <summary>Who asked for a plan to be applied, who else agreed, and what it waits for.</summary>
public sealed class PlanRequestRecord
{
    public int PlanId { get; set; }

    /// <summary>As shown: a person, or <c>token NAME</c>.</summary>
    public required string AskedBy { get; set; }

    /// <summary>The person behind it: a token counts as the person it belongs to.</summary>
    public required string AskedPerson { get; set; }
    public DateTimeOffset AskedAt { get; set; }

    /// <summary>Why it is not to wait for a change window; null to wait.</summary>
    public string? OutsideWindow { get; set; }
    public string? SecondBy { get; set; }
    public DateTimeOffset? SecondAt { get; set; }

    /// <summary>When it no longer waits for a second person.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>When the change window opens that it waits for.</summary>
    public DateTimeOffset? StartsAt { get; set; }
}

/// <summary>A plan that keeps traffic on a WAN for a time. It holds while its plan is confirmed.</summary>
public sealed class HoldRecord
{
    public int PlanId { get; set; }
    public int RouterId { get; set; }
    public required string Wan { get; set; }

    /// <summary>Null until somebody releases it.</summary>
    public DateTimeOffset? Until { get; set; }

    /// <summary>The router ends it by itself; else the portal does.</summary>
    public bool ByRouter { get; set; }
}

/// <summary>One policy brought to many routers, wave by wave.</summary>
public sealed class RolloutRecord
{
    public int Id { get; set; }
    public required string PolicyName { get; set; }

    /// <summary>The policy as it was then, as YAML.</summary>
    public required string Policy { get; set; }

    /// <summary><c>previewing ready waiting-for-approval running stopped cancelled finished</c>. Changed by conditional updates only.</summary>
    public required string State { get; set; }

    /// <summary>Routers per wave.</summary>
    public int PerWave { get; set; }

    /// <summary>Between the end of a wave and the next one.</summary>
    public TimeSpan Pause { get; set; }

    /// <summary>How long a changed router must stay well before its wave counts as done.</summary>
    public TimeSpan Settle { get; set; }

    /// <summary>Failures after which no further router is begun.</summary>
    public int StopAfter { get; set; }
    public required string CreatedBy { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public string? StartedBy { get; set; }

    /// <summary>The person behind <see cref="StartedBy"/>.</summary>
    public string? StartedPerson { get; set; }
    public DateTimeOffset? StartedAt { get; set; }
    public string? SecondBy { get; set; }
    public DateTimeOffset? ExpiresAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Why it stands or ended as it did.</summary>
    public string? Problem { get; set; }
}

/// <summary>One router of a rollout.</summary>
public sealed class RolloutRouterRecord
{
    public int RolloutId { get; set; }
    public int RouterId { get; set; }

    /// <summary>Place in the order, from 0; the wave follows from it for those that are not left out.</summary>
    public int Position { get; set; }

    /// <summary>Null until it is previewed.</summary>
    public int? PlanId { get; set; }

    /// <summary>Why this router is not changed; null for one that is.</summary>
    public string? LeftOut { get; set; }

    /// <summary>When its plan was handed over.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>When it had been well for long enough, or had failed.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Why it failed; null while it did not.</summary>
    public string? Failure { get; set; }
}
