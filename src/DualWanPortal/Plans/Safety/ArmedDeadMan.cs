namespace DualWanPortal.Plans.Safety;

/// <summary>How a router is made to take a plan back by itself.</summary>
public enum DeadManKind
{
    /// <summary>Two schedulers: one at a time, one after a restart (reference 6.2).</summary>
    Scheduler,

    /// <summary>A background job that waits, and a netwatch entry for a restart, where the device mode keeps the scheduler (reference 6.2b).</summary>
    Job,
}

/// <summary>A dead-man that was seen armed on the router.</summary>
/// <param name="RowId">Id of the scheduler or of the job.</param>
/// <param name="User">Whose sessions tell that the portal lives.</param>
/// <param name="Due">When it fires unless it is put off, by the portal's clock.</param>
public sealed record ArmedDeadMan(DeadManNames Names, DeadManKind Kind, string RowId, string User, DateTimeOffset Due);

/// <summary>A background job that the journal remembers.</summary>
/// <param name="At">When it had been seen.</param>
public sealed record WaitingJob(string Id, DateTimeOffset At);
