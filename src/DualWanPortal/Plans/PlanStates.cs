namespace DualWanPortal.Plans;

/// <summary>Words of <see cref="Storage.PlanRecord.State"/>, the same in the HTTP API.</summary>
public static class PlanStates
{
    public const string Planned = "planned";
    public const string Rehearsing = "rehearsing";
    public const string Rehearsed = "rehearsed";
    public const string WaitingForApproval = "waiting-for-approval";
    public const string WaitingForWindow = "waiting-for-window";
    public const string Applying = "applying";
    public const string Verifying = "verifying";
    public const string Confirmed = "confirmed";
    public const string RollingBack = "rolling-back";
    public const string RolledBack = "rolled-back";
    public const string Undoing = "undoing";
    public const string Undone = "undone";
    public const string Cancelled = "cancelled";
    public const string Failed = "failed";
    public const string Stale = "stale";

    /// <summary>The portal is at work on the router, or was when it stopped.</summary>
    public static string[] Running { get; } = [Applying, Verifying, RollingBack, Undoing];

    /// <summary>The portal has something to do, on the router or on a copy of it.</summary>
    public static string[] AtWork { get; } = [.. Running, Rehearsing];

    /// <summary>Somebody wants it applied, and it may not begin yet.</summary>
    public static string[] Waiting { get; } = [WaitingForApproval, WaitingForWindow];

    public static bool IsWaiting(string state) => Array.IndexOf(Waiting, state) >= 0;

    public static bool IsRunning(string state) => Array.IndexOf(Running, state) >= 0;
}

/// <summary>Words of <see cref="Storage.PlanJournalRecord.Outcome"/>.</summary>
public static class JournalOutcomes
{
    public const string Begun = "begun";
    public const string Done = "done";
    public const string Failed = "failed";
}

/// <summary>Words of <see cref="Storage.PlanJournalRecord.Phase"/>.</summary>
public static class JournalPhases
{
    public const string Rehearsal = "rehearsal";
    public const string Approval = "approval";
    public const string Window = "window";
    public const string Check = "check";
    public const string Copy = "safety-copy";
    public const string DeadMan = "dead-man";
    public const string SafeMode = "safe-mode";
    public const string Step = "step";
    public const string Verify = "verify";
    public const string Confirm = "confirm";
    public const string Undo = "undo";
    public const string Clean = "clean";
    public const string State = "state";
}
