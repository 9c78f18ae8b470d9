using DualWanPortal.Failover.Audit.Paths;
using DualWanPortal.Failover.Planning;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>The check asks only whether the neighbour has an address on the wire.</summary>
public sealed class ChkArp : IAuditRule
{
    public string Id => "chk-arp";
    public Severity Severity => Severity.Medium;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (subject.Wans.Length < 2)
            yield break;
        var routes = subject.Defaults.Where(route => route.Guards.Any(guard => guard.Method == "arp") && !route.Guards.Any(guard => guard is { Reach: GuardReach.Internet, Method: not "arp" })).ToList();
        if (routes.Count == 0)
            yield break;
        var names = string.Join(" and ", routes.Select(route => route.Wan.Interface).Distinct(StringComparer.Ordinal));
        var guards = routes.SelectMany(route => route.Guards).Where(guard => guard.Method == "arp").DistinctBy(guard => guard.Item).ToList();
        var far = guards.Exists(guard => guard.Reach == GuardReach.Internet);
        yield return new Finding(Id, Severity, $"{names} is checked by ARP",
            far ? $"check-gateway=arp stands on a host in the Internet, which never answers ARP: the check of {names} cannot do what it is there for."
                : $"check-gateway=arp proves only that the neighbour of {names} has power: it answers while the Internet behind it is gone, so nothing fails over.",
            [.. guards.Select(guard => guard.Evidence)], [.. guards.Select(guard => $"{Cli.Path(guard.Item.Menu)} set {Cli.Find(guard.Item, "interface", "dst-address", "gateway", "distance")} check-gateway=ping")]);
    }
}
