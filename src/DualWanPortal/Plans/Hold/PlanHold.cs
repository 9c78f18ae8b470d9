using System.Collections.Immutable;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Storage;

namespace DualWanPortal.Plans.Hold;

/// <summary>That a plan keeps traffic on a WAN, as its document says it.</summary>
/// <param name="Until">Null until somebody releases it.</param>
/// <param name="ByRouter">The router ends it by itself.</param>
public sealed record PlanHold(string Wan, DateTimeOffset? Until, bool ByRouter);

/// <summary>A hold as a router's snapshot shows it.</summary>
/// <param name="Holds">False while it is put on or taken off.</param>
/// <param name="Back">What takes it off: drift is judged as if that had been done.</param>
public sealed record RouterHold(int PlanId, string Wan, DateTimeOffset? Until, bool ByRouter, bool Holds, ImmutableArray<RouterCommand> Back)
{
    /// <param name="shown">What was shown of this router before; the same object when nothing about it is new.</param>
    internal static RouterHold Of(PlanRecord plan, RouterHold? shown)
    {
        var holds = plan.State == PlanStates.Confirmed;
        if (shown is not null && shown.PlanId == plan.Id && shown.Holds == holds)
            return shown;
        var document = PlanDocument.FromJson(plan.Plan);
        return new RouterHold(plan.Id, document.Hold!.Wan, document.Hold.Until, document.Hold.ByRouter, holds, [.. Moved(document).Steps.Reverse().Select(step => step.Undo)]);
    }

    /// <summary>The part of a hold's plan that moves traffic.</summary>
    internal static Plan Moved(PlanDocument document) => document.Plan with { Steps = [.. document.Plan.Steps.Where(step => !IsWayOut(step))] };

    internal static bool IsWayOut(PlanStep step) => step.Do.Menu is "/system/script" or "/system/scheduler";
}
