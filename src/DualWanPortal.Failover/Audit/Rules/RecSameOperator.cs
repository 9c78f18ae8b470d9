using DualWanPortal.Failover.Audit.Dns;
using DualWanPortal.Failover.Audit.Paths;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>All monitored hosts belong to one operator.</summary>
public sealed class RecSameOperator : IAuditRule
{
    public string Id => "rec-same-operator";
    public Severity Severity => Severity.Low;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        var canaries = Canary.Of(subject);
        var hosts = canaries.Select(canary => canary.Host).Distinct(StringComparer.Ordinal).ToList();
        if (hosts.Count < 2 || canaries.Select(canary => canary.Wan.Interface).Distinct(StringComparer.Ordinal).Count() < 2)
            yield break;
        var operators = hosts.Select(PublicResolvers.OperatorOf).Distinct(StringComparer.Ordinal).ToList();
        if (operators is not [{ } only])
            yield break;
        yield return new Finding(Id, Severity, $"All monitored hosts are {only}'s",
            $"{string.Join(", ", hosts)} all belong to {only}: a fault or a change at this one operator takes all WANs out of use at once.",
            [.. canaries.Select(canary => canary.Guard.Evidence).Distinct()], []);
    }
}
