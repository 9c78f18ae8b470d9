namespace DualWanPortal.Plans.Safety;

/// <summary>What keeps a change from locking anybody out.</summary>
public sealed record PlanSafety(BeforeChecks Checks, DeadMan DeadMan, SafeMode SafeMode);
