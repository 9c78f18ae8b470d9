using System.Collections.Immutable;
using DualWanPortal.Failover.Audit;
using DualWanPortal.Live;

namespace DualWanPortal.Audit;

/// <summary>What the audit knows of one router of the inventory.</summary>
/// <param name="Read">Whether its configuration was ever read: without that, no finding means nothing.</param>
/// <param name="Findings">Compared by reference: the list is another one only when the configuration was judged anew.</param>
public sealed record AuditedRouter(int Id, string Name, bool Read, ImmutableArray<Finding> Findings)
{
    /// <summary>0 to 100; null while it has none (not read, or fewer than two WANs).</summary>
    public int? Score { get; init; }

    /// <summary>All routers by name.</summary>
    public static ImmutableArray<AuditedRouter> Of(FleetSnapshot fleet) =>
        [.. fleet.Routers.Values.OrderBy(router => router.Name, StringComparer.OrdinalIgnoreCase).Select(router => new AuditedRouter(router.Id, router.Name, router.Model is not null, router.Findings) { Score = router.Score })];
}
