using System.Collections.Immutable;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Audit.Paths;

/// <summary>A host in the Internet that decides about a WAN.</summary>
internal sealed record Canary(string Host, WanLink Wan, Guard Guard)
{
    /// <summary>Those of all defaults, each host once per WAN.</summary>
    public static ImmutableArray<Canary> Of(AuditSubject subject) =>
        [.. subject.Defaults.SelectMany(route => route.Guards.Where(guard => guard is { Reach: GuardReach.Internet, Target: not null, Certain: true }).Select(guard => new Canary(guard.Target!, route.Wan, guard)))
            .DistinctBy(canary => (canary.Host, canary.Wan.Interface))];
}
