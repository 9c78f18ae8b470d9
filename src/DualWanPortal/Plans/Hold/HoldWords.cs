using DualWanPortal.Plans.Safety;

namespace DualWanPortal.Plans.Hold;

/// <summary>Who ends a hold, said before anybody applies it.</summary>
internal static class HoldWords
{
    public static PlanCheck EndOf(PlanHold hold) => hold switch
    {
        { Until: null } => PlanCheck.Passed("end-of-hold", "It stays until somebody releases it."),
        { ByRouter: true } => PlanCheck.Passed("end-of-hold", "The router ends it by itself at that time by its own clock, also when the portal is away, and after a power cut."),
        _ => PlanCheck.Warning("end-of-hold", "The router cannot end it: its device mode keeps the scheduler, or its clock cannot be read. The portal ends it; while the portal is away at that time, the hold lasts until it is back. Nothing else depends on it: a dead WAN is still left."),
    };
}
