using DualWanPortal.Failover.Audit.Chains;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>IPv6 is in use and stands open, or knows one WAN only.</summary>
public sealed class V6NoFailover : IAuditRule
{
    public string Id => "v6-no-failover";
    public Severity Severity => Severity.Medium;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        var model = subject.Model;
        if (!subject.HasSeveralWans || !model.Knows("/ipv6/dhcp-client") || !model.Knows("/ipv6/firewall/filter") || model.Menu("/ipv6/settings").Any(row => row.Flag("disable-ipv6")))
            yield break;
        var with = subject.ExposedWans.Where(wan => Rows(model, wan).Any()).ToList();
        if (with.Count == 0)
            yield break;
        var open = with.Where(wan => subject.Firewall.Default6(wan, "input").Fate == Fate.Accept || subject.Firewall.Default6(wan, "forward").Fate == Fate.Accept).ToList();
        var faults = new List<string>();
        if (open.Count > 0)
            faults.Add($"no IPv6 filter keeps out what comes in by {Words.And(open.Select(wan => wan.Interface))}, and there is no NAT in front of the hosts");
        if (with.Count < subject.ExposedWans.Count())
            faults.Add($"only {Words.And(with.Select(wan => wan.Interface))} has IPv6, so when it fails clients go on trying IPv6 by the dead line");
        if (faults.Count == 0)
            yield break;
        yield return new Finding(Id, Severity, open.Count > 0 ? "IPv6 is open" : "IPv6 has no failover", $"IPv6 is in use: {Words.And(faults)}.",
            [.. with.SelectMany(wan => Rows(model, wan)).Select(item => RowText.Evidence(item, "interface", "address", "from-pool", "request", "pool-name", "add-default-route")),
                .. model.Menu("/ipv6/firewall/filter").Where(rule => !rule.Flag("disabled")).Take(3).Select(rule => RowText.Evidence(rule))],
            [.. open.SelectMany(wan => new[]
            {
                "/ipv6 firewall filter add chain=forward action=accept connection-state=established,related,untracked", "/ipv6 firewall filter add chain=forward action=accept protocol=icmpv6",
                $"/ipv6 firewall filter add chain=forward action=drop in-interface={Cli.Quote(wan.Interface)}",
                "/ipv6 firewall filter add chain=input action=accept connection-state=established,related,untracked", "/ipv6 firewall filter add chain=input action=accept protocol=icmpv6",
                "/ipv6 firewall filter add chain=input action=accept protocol=udp dst-port=546 src-address=fe80::/10", $"/ipv6 firewall filter add chain=input action=drop in-interface={Cli.Quote(wan.Interface)}",
            }).Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>Lines that give the WAN global IPv6; link-local addresses are everywhere.</summary>
    private static IEnumerable<ConfigItem> Rows(RouterModel model, WanLink wan) =>
        model.Menu("/ipv6/dhcp-client").Where(row => !row.Flag("disabled") && (row["interface"] == wan.Interface || row["interface"] == wan.Port))
            .Concat(model.Menu("/ipv6/address").Where(row => !row.Flag("disabled") && (row["interface"] == wan.Interface || row["interface"] == wan.Port)
                && (row["from-pool"] is { Length: > 0 } || (row["address"] is { } address && address.Length > 0 && address[0] is '2' or '3'))));
}
