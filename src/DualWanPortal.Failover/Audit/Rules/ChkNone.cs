using DualWanPortal.Failover.Audit.Paths;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>Nothing but the plug, the lease or the session tells that the primary is dead.</summary>
public sealed class ChkNone : IAuditRule
{
    public string Id => "chk-none";
    public Severity Severity => Severity.High;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (subject.Wans.Length < 2 || subject.Defaults.Length < 2)
            yield break;
        // A recursive one without a check, and one doubled by a client, are told by rules of their own.
        var bare = subject.Leading.Where(route => !route.IsChecked && !route.IsRecursive && !(route.ByClient && subject.MainDefaultsOf(route.Wan).Any(other => !other.ByClient))).ToList();
        if (bare.Count == 0)
            yield break;
        var names = string.Join(" and ", bare.Select(route => route.Wan.Interface).Distinct(StringComparer.Ordinal));
        if (bare.TrueForAll(route => route.MayBeGuarded))
        {
            yield return new Finding(Id, Severity.Info, $"Whether {names} is checked is not known",
                $"A script changes routes, but which ones depends on values of the moment: whether it notices that {names} is dead cannot be told.",
                [.. bare.SelectMany(route => route.Guards).DistinctBy(guard => guard.Item).Select(guard => guard.Evidence)], []);
            yield break;
        }
        var session = bare.TrueForAll(route => route.Reach == GuardReach.Session);
        var seen = session ? "only the end of the session is noticed" : bare.Exists(route => route.Wan.Kind == WanKind.Dhcp) ? "only a pulled cable or the end of the lease is noticed, which may be hours later" : "only a pulled cable is noticed";
        yield return new Finding(Id, session ? Severity.Medium : Severity, $"Nothing checks {names}",
            $"No check of any kind guards the default of {names}: {seen}. When the ISP dies behind it, traffic keeps going there and the backup stays idle."
            + (session ? " A dead session does end, which is why this is not graver." : ""),
            [.. bare.Select(route => route.Default.Evidence)], Fix(subject, bare[0]), names);
    }

    private static System.Collections.Immutable.ImmutableArray<string> Fix(AuditSubject subject, GuardedDefault route)
    {
        if (route.Path is { Gateway.Address: not null })
            return [$"/ip route set {route.Default.Selector()} check-gateway=ping"];
        return route.Wan.Kind == WanKind.Dhcp && subject.Model.Version?.AtLeast(7, 19) == true
            ? [$"/ip dhcp-client set {route.Default.Selector()} check-gateway=ping"]
            : RecursiveFix.For(route.Wan, 1);
    }
}
