using DualWanPortal.Failover.Audit.Paths;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>A default over a host in the Internet that nobody asks whether it answers.</summary>
public sealed class RecNoCheck : IAuditRule
{
    public string Id => "rec-no-check";
    public Severity Severity => Severity.Critical;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (subject.Wans.Length < 2)
            yield break;
        var bare = subject.Defaults.Where(route => route.IsRecursive && !route.Guards.Any(guard => guard.Reach == GuardReach.Internet || !guard.Certain)).ToList();
        if (bare.Count == 0)
            yield break;
        // Behind the last one nothing is left to move to.
        var matters = bare.Exists(route => subject.Defaults.Any(other => other.Table == route.Table && other.Wan.Interface != route.Wan.Interface && other.Distance >= route.Distance));
        var names = string.Join(" and ", bare.Select(route => route.Wan.Interface).Distinct(StringComparer.Ordinal));
        var nearby = bare.SelectMany(route => route.Guards).Any(guard => guard.Reach == GuardReach.NextHop);
        yield return new Finding(Id, matters ? Severity : Severity.Medium, $"The recursive default of {names} has no check",
            $"The default of {names} goes over {string.Join(" and ", bare.Select(route => route.Path!.Checked).Distinct(StringComparer.Ordinal))}, but without check-gateway nobody asks whether it answers: an outage behind the ISP is never noticed"
            + (nearby ? "; the check on the host route looks at the next hop only." : ".")
            + (matters ? "" : " Nothing stands behind it, which is why this is not graver."),
            [.. bare.SelectMany(route => route.Path!.Hops.Select(hop => RowText.Evidence(hop.Item)).Prepend(route.Default.Evidence)).Distinct()],
            [.. bare.Select(route => $"/ip route set {route.Default.Selector()} check-gateway=ping")]);
    }
}
