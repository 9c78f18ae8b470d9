using System.Collections.Frozen;
using System.Collections.Immutable;
using DualWanPortal.Audit;
using DualWanPortal.Failover.Audit;
using DualWanPortal.Failover.Policies;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Polling;

/// <summary>Audits a live router only when something other than counters changed since the last time.</summary>
internal static class ConfigurationAudit
{
    private static readonly FrozenSet<string> s_counters =
        new[] { "bytes", "packets", "rx-byte", "tx-byte", "uptime", "cpu-load", "free-memory", "expires-after", "since", "link-downs", "last-link-down-time", "last-link-up-time" }.ToFrozenSet(StringComparer.Ordinal);

    public static ImmutableArray<Finding> Of(AuditMemory memory, RouterModel model, FailoverPolicy? policy)
    {
        // A look and the probes that follow it judge the same answers.
        if (memory.Judged is { } same && ReferenceEquals(same.Model, model) && ReferenceEquals(same.Policy, policy))
            return same.Findings;
        var fingerprint = Fingerprint(model);
        if (memory.Judged is { } done && done.Fingerprint == fingerprint && ReferenceEquals(done.Policy, policy))
        {
            memory.Judged = done with { Model = model };
            return done.Findings;
        }
        var findings = Auditor.Judge(model, policy);
        memory.Judged = new JudgedFindings(model, fingerprint, policy, findings);
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
