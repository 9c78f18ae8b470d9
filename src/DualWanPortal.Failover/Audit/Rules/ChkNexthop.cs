using DualWanPortal.Failover.Audit.Paths;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>The primary's check ends at the next hop.</summary>
public sealed class ChkNexthop : IAuditRule
{
    public string Id => "chk-nexthop";
    public Severity Severity => Severity.Medium;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (subject.Wans.Length < 2 || subject.Defaults.Length < 2)
            yield break;
        var near = subject.Leading.Where(route => route.Reach == GuardReach.NextHop && !route.IsRecursive && !route.MayBeGuarded
            && route.Guards.Any(guard => guard.Reach == GuardReach.NextHop && guard.Method != "arp")).ToList();
        if (near.Count == 0)
            yield break;
        var names = string.Join(" and ", near.Select(route => route.Wan.Interface).Distinct(StringComparer.Ordinal));
        var asked = string.Join(" and ", near.SelectMany(route => route.Guards).Select(guard => guard.Target).OfType<string>().Distinct(StringComparer.Ordinal));
        yield return new Finding(Id, Severity, $"The check of {names} ends at the next hop",
            $"Only {(asked.Length > 0 ? asked : "the gateway of the lease")} is asked whether {names} works: a modem or ISP gateway that answers while the Internet behind it is gone keeps all traffic on a dead line.",
            [.. near.SelectMany(route => route.Guards).DistinctBy(guard => guard.Item).Select(guard => guard.Evidence)],
            RecursiveFix.For(near[0].Wan, near[0].Distance), names);
    }
}
