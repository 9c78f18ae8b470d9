using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>The router has no resolver at all.</summary>
public sealed class DnsNone : IAuditRule
{
    public string Id => "dns-none";
    public Severity Severity => Severity.Medium;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        var dns = subject.Model.Dns;
        if (subject.Wans.Length < 2 || !subject.Resolvers.IsKnown || !subject.Resolvers.Router.Resolvers.IsEmpty || dns?["use-doh-server"] is { Length: > 0 }
            || subject.Scripts.Running.Any(call => call.Text.Contains("dns set", StringComparison.Ordinal) || call.Text.Contains("dns/set", StringComparison.Ordinal)))
            yield break;
        var refused = subject.Model.DhcpClients.Any(client => !client.Disabled && !client.UsePeerDns && subject.Wans.Any(wan => wan.Interface == client.Interface));
        var asked = subject.Resolvers.RouterIsAsked;
        yield return new Finding(Id, asked || refused ? Severity : Severity.Low, "No resolver",
            $"No resolver is configured and none is taken from an ISP: {(asked ? "clients that ask this router get no answer, on any WAN" : "the router itself resolves no name: updates, time by name, DDNS and fetches fail on any WAN")}."
            + (asked || refused ? "" : " Nothing in the configuration asks it, which is why this is not graver."),
            dns is null ? [.. subject.Wans.SelectMany(wan => wan.Evidence.Take(1))] : [RowText.Evidence(dns, "servers", "allow-remote-requests", "use-doh-server")],
            ["/ip dns set servers=1.1.1.1,9.9.9.9"]);
    }
}
