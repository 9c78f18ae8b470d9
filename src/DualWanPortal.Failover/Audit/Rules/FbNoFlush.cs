using DualWanPortal.Failover.Audit.Chains;
using DualWanPortal.Failover.Audit.Scripts;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>Calls or tunnels that never fall silent keep the address of the dead line after a switch, and nothing clears them.</summary>
public sealed class FbNoFlush : IAuditRule
{
    public string Id => "fb-no-flush";
    public Severity Severity => Severity.Medium;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (!subject.HasSeveralWans || !subject.Model.Knows("/system/scheduler") || subject.Scripts.Running.Any(call => Flushes(call.Text) || !LinkWatch.IsKnown(subject.Model, call)))
            yield break;
        var lasting = Lasting(subject).ToList();
        if (lasting.Count == 0)
            yield break;
        yield return new Finding(Id, Severity, "Nothing clears connections after a switch",
            "Telephones and tunnels behind this router send all the time, so their entries in connection tracking never expire: after a switch they keep the address of the dead line, and after the return that of the backup, until the entries are removed. The command belongs into whatever switches, on both ways.",
            [.. lasting.Take(4).Select(item => RowText.Evidence(item))], ["/ip firewall connection remove [find protocol=udp]"]);
    }

    internal static bool Flushes(string text) => text.Contains("firewall connection", StringComparison.Ordinal) || text.Contains("firewall/connection", StringComparison.Ordinal);

    /// <summary>Lines that show that such traffic is there: SIP ports, tunnels that pass through or are kept alive.</summary>
    private static IEnumerable<ConfigItem> Lasting(AuditSubject subject) =>
        subject.Model.Nat.Concat(subject.Model.Filter).Concat(subject.Model.Mangle).Where(rule => !rule.Disabled && rule.Item["protocol"] is "udp" or "17" or null && NamesSip(rule)).Select(rule => rule.Item)
            .Concat(InboundServices.DiallingWireGuard(subject.Model, subject.Wans).Where(peer => peer["persistent-keepalive"] is { Length: > 0 } and not "0s" and not "0"));

    private static bool NamesSip(FirewallRuleEntry rule) =>
        rule.Action is not ("drop" or "reject" or "add-src-to-address-list") && new[] { "dst-port", "port" }.Any(name => rule.Item[name] is { } ports && (PortSet.Holds(ports, 5060) == Nat.Match.Yes) && ports.Length < 40);
}
