using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Chains;

internal enum Fate { Accept, Drop, Unknown }

/// <param name="Rule">The rule that decides, or the first that makes it unknown; null when the packet comes out at the end, where RouterOS accepts.</param>
internal sealed record ChainVerdict(Fate Fate, FirewallRuleEntry? Rule);
