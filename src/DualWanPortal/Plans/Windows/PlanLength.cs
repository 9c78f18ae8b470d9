using DualWanPortal.Failover.Planning;

namespace DualWanPortal.Plans.Windows;

/// <summary>How long a plan may take on a router, the way back included: so much of a change window must be left when it begins.</summary>
public static class PlanLength
{
    /// <summary>Checks, copies, the dead-man, verification on a slow router; and two minutes in which the router goes back by itself.</summary>
    private static readonly TimeSpan s_around = TimeSpan.FromMinutes(5);

    /// <summary>One command and its undo over a slow line.</summary>
    private static readonly TimeSpan s_step = TimeSpan.FromSeconds(4);

    public static TimeSpan Of(Plan plan) => s_around + s_step * plan.Steps.Length;
}
