using System.Collections.Immutable;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Lab.Timeline;

/// <summary>What goes wrong in a lab, and when: the content of a scenario file.</summary>
/// <param name="Scenario">Which sites there are, as after <c>--scenario</c>; null: as the command line says.</param>
public sealed record LabTimeline(string? Scenario, ImmutableArray<LabEvent> Events);

/// <summary>One thing that happens once.</summary>
/// <param name="At">After all routers listen, in the lab's own time.</param>
/// <param name="Site">Name of a router; <c>*</c>: every one.</param>
/// <param name="Wan">Carrying interface or the port under it; null where none is needed.</param>
/// <param name="Fault">What begins; null: the faults end.</param>
/// <param name="Line">Where the file says so.</param>
public sealed record LabEvent(TimeSpan At, string Site, string? Wan, Fault? Fault, int Line)
{
    public const string EverySite = "*";
}
