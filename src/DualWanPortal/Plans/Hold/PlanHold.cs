using System.Collections.Immutable;
using DualWanPortal.Failover.Planning;

namespace DualWanPortal.Plans.Hold;

/// <summary>That a plan keeps traffic on a WAN, as its document says it.</summary>
/// <param name="Until">Null until somebody releases it.</param>
/// <param name="ByRouter">The router ends it by itself.</param>
public sealed record PlanHold(string Wan, DateTimeOffset? Until, bool ByRouter);

/// <summary>A hold as a router's snapshot shows it.</summary>
/// <param name="Holds">False while it is put on or taken off.</param>
/// <param name="Back">What takes it off: drift is judged as if that had been done.</param>
public sealed record RouterHold(int PlanId, string Wan, DateTimeOffset? Until, bool ByRouter, bool Holds, ImmutableArray<RouterCommand> Back);
