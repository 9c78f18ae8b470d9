using DualWanPortal.Failover.Audit.Dns;
using DualWanPortal.Failover.Audit.Paths;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>One host in the Internet decides whether a WAN works.</summary>
public sealed class RecOneCanary : IAuditRule
{
    public string Id => "rec-one-canary";
    public Severity Severity => Severity.Medium;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (subject.Wans.Length < 2)
            yield break;
        var canaries = Canary.Of(subject);
        var lonely = canaries.GroupBy(canary => canary.Wan.Interface, StringComparer.Ordinal).Where(wan => wan.Count() == 1).Select(wan => wan.Single()).ToList();
        if (lonely.Count == 0)
            yield break;
        // A resolver that is answered from many places rarely falls silent: there a needless switch is a nuisance, no outage.
        var weak = lonely.FindAll(canary => !PublicResolvers.Contains(canary.Host));
        var names = string.Join(", ", lonely.Select(canary => $"{canary.Host} about {canary.Wan.Interface}"));
        yield return new Finding(Id, weak.Count > 0 ? Severity : Severity.Info, "One host decides about a WAN",
            $"A single monitored host decides ({names}): when it is down, moved or stops to answer pings, a WAN that works is taken out of use."
            + (weak.Count > 0 ? "" : " These are public resolvers, which seldom fall silent, so it is only a remark; make sure that they still answer."),
            [.. lonely.Select(canary => canary.Guard.Evidence).Distinct()], []);
    }
}
