using System.Collections.Immutable;
using DualWanPortal.Failover.Planning;

namespace DualWanPortal.Plans;

/// <summary>The way back of a confirmed plan while it is carried out.</summary>
/// <param name="Plan">Worked out from the router when the undo began.</param>
/// <param name="Steps">Which step of the confirmed plan each step takes back.</param>
/// <param name="Since">Id of the journal's last line before it began.</param>
/// <param name="MustReach">The Internet is expected to be reached with the configuration that comes back; one that never worked is no reason to keep the new one.</param>
public sealed record PlanUndo(Plan Plan, ImmutableArray<int> Steps, long Since, bool MustReach);
