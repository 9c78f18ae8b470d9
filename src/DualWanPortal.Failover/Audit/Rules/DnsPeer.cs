using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>The router has no resolvers but those of its ISPs.</summary>
public sealed class DnsPeer : IAuditRule
{
    public string Id => "dns-peer";
    public Severity Severity => Severity.Low;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        var set = subject.Resolvers.Router;
        if (subject.Wans.Length < 2 || !subject.Resolvers.IsKnown || set.Resolvers.IsEmpty || !set.Resolvers.All(resolver => resolver.FromIsp) || subject.Model.Dns?["use-doh-server"] is { Length: > 0 } || DnsPath.Lost(subject).Any(lost => lost.IsRouters))
            yield break;
        // Where the clients have resolvers of their own, only the router itself is concerned.
        var aside = !subject.Resolvers.Clients.IsEmpty;
        yield return new Finding(Id, aside ? Severity.Info : Severity, "Resolvers come from the ISPs",
            $"The only resolvers are those that {string.Join(" and ", subject.Resolvers.Peers.Select(wan => wan.Interface))} hand over: ISPs refuse questions from outside their network, so for a while after a switch names resolve slowly or not at all."
            + (aside ? " LAN clients are given others, so it is only a remark." : ""),
            [.. set.Resolvers.Select(resolver => resolver.Why).OfType<RouterOs.Model.ConfigItem>().Distinct().Select(item => RowText.Evidence(item, "name", "interface", "use-peer-dns", "add-default-route"))],
            ["/ip dns set servers=1.1.1.1,9.9.9.9", .. subject.Resolvers.Peers.Where(wan => wan.Kind == WanKind.Dhcp).Select(wan => $"/ip dhcp-client set [find interface={Planning.Cli.Quote(wan.Interface)}] use-peer-dns=no")]);
    }
}
