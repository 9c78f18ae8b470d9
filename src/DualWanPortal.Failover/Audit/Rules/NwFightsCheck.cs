using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>A netwatch script switches a route that check-gateway switches too.</summary>
public sealed class NwFightsCheck : IAuditRule
{
    public string Id => "nw-fights-check";
    public Severity Severity => Severity.Medium;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        foreach (var watch in subject.HasSeveralWans ? subject.Watches : [])
        {
            var both = subject.Model.Routes.Where(route => !route.Dynamic && route.CheckGateway is not ("none" or "") && watch.OnDown.Concat(watch.OnUp).Any(move => move.Hits(route))).ToList();
            if (both.Count == 0)
                continue;
            yield return new Finding(Id, Severity, "Two judges move one route",
                $"The scripts of netwatch {watch.Host} and check-gateway both switch the same route: they see an outage at different times and by different hosts, so one switches off what the other has just found good, and a route that is disabled is no longer checked at all.",
                [RowText.Evidence(watch.Item, "host", "type", "up-script", "down-script"), .. both.Select(route => RowText.Evidence(route.Item, "dst-address", "gateway", "distance", "check-gateway", "comment"))],
                [.. both.Select(route => $"/ip route set {Cli.Find(route.Item, "dst-address", "gateway", "distance", "comment")} check-gateway=none")], watch.Host);
        }
    }
}
