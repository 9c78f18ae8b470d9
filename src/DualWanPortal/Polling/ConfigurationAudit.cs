using System.Collections.Immutable;
using DualWanPortal.Audit;
using DualWanPortal.Failover.Audit;
using DualWanPortal.Failover.Policies;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Polling;

/// <summary>Audits a live router only when something other than counters changed since the last time.</summary>
internal static class ConfigurationAudit
{
    private static readonly ImmutableHashSet<string> s_counters =
        ["bytes", "packets", "rx-byte", "tx-byte", "uptime", "cpu-load", "free-memory", "expires-after", "since", "link-downs", "last-link-down-time", "last-link-up-time"];

    public static ImmutableArray<Finding> Of(AuditMemory memory, RouterModel model, FailoverPolicy? policy)
    {
        var fingerprint = Fingerprint(model);
        if (memory.Judged is { } done && done.Fingerprint == fingerprint && ReferenceEquals(done.Policy, policy))
            return done.Findings;
        var findings = Auditor.Judge(model, policy);
        memory.Judged = (fingerprint, policy, findings);
        return findings;
    }

    private static int Fingerprint(RouterModel model)
    {
        var hash = new HashCode();
        foreach (var item in model.Items)
        {
            hash.Add(item.Menu, StringComparer.Ordinal);
            // The order of a row's values is not fixed: a sum does not depend on it.
            var row = 0;
            foreach (var (name, value) in item.Values)
            {
                if (!s_counters.Contains(name))
                    row = unchecked(row + HashCode.Combine(name, value));
            }
            hash.Add(row);
        }
        return hash.ToHashCode();
    }
}
