using DualWanPortal.Failover.Audit.Chains;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>The router resolves names for anybody in the Internet.</summary>
public sealed class DnsOpen : IAuditRule
{
    public string Id => "dns-open";
    public Severity Severity => Severity.High;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (!subject.HasSeveralWans || subject.Model.Dns is not { } dns || !dns.Flag("allow-remote-requests"))
            yield break;
        var open = subject.ExposedWans.Select(wan => (Wan: wan, Udp: subject.Firewall.Input(wan, "udp", 53), Tcp: subject.Firewall.Input(wan, "tcp", 53)))
            .Where(entry => entry.Udp.Fate == Fate.Accept || entry.Tcp.Fate == Fate.Accept).ToList();
        if (open.Count == 0)
            yield break;
        var names = Words.And(open.Select(entry => entry.Wan.Interface));
        var deciding = open.SelectMany(entry => new[] { entry.Udp, entry.Tcp }).Where(verdict => verdict.Fate == Fate.Accept).Select(verdict => verdict.Rule)
            .OfType<RouterOs.Model.FirewallRuleEntry>().DistinctBy(rule => rule.Item).ToList();
        yield return new Finding(Id, Severity, "DNS is open to the Internet",
            $"The router answers DNS queries that come in by {names}: sooner or later it is used to flood others, and the line is full or blocked by the provider.",
            [RowText.Evidence(dns, "allow-remote-requests", "servers"), .. deciding.Select(rule => RowText.Evidence(rule.Item)), .. open.SelectMany(entry => entry.Wan.Evidence.Take(1))],
            [.. open.SelectMany(entry => new[] { "udp", "tcp" }.Select(protocol =>
                $"/ip firewall filter add chain=input action=drop in-interface={Cli.Quote(entry.Wan.Interface)} protocol={protocol} dst-port=53{(subject.Model.Filter.Any(rule => rule.Chain == "input") ? " place-before=0" : "")}"))]);
    }
}
