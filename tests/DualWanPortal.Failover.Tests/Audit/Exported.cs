using DualWanPortal.Failover.Audit;
using DualWanPortal.Failover.Policies;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Failover.Tests.Audit;

/// <summary>
/// A small export that is built right: two static WANs, recursive defaults over two hosts each, NAT and lists, resolvers that are nobody's canary.
/// A test breaks one thing in it and looks at one rule.
/// </summary>
internal sealed record Exported(string Version, string Text)
{
    public const string V6 = "6.49.18";
    public const string V7 = "7.18.2";

    public static Exported Healthy(string version)
    {
        var blackhole = version.StartsWith('6') ? "type=blackhole" : "blackhole";
        return new(version, $"""
            /interface bridge
            add name=bridge
            /interface list
            add name=WAN
            add name=LAN
            /interface bridge port
            add bridge=bridge interface=ether3
            /interface list member
            add interface=ether1 list=WAN
            add interface=ether2 list=WAN
            add interface=bridge list=LAN
            /ip address
            add address=192.168.88.1/24 interface=bridge network=192.168.88.0
            add address=203.0.113.2/24 interface=ether1 network=203.0.113.0
            add address=198.51.100.2/24 interface=ether2 network=198.51.100.0
            /ip dhcp-server
            add disabled=no interface=bridge name=lan
            /ip dhcp-server network
            add address=192.168.88.0/24 dns-server=192.168.88.1 gateway=192.168.88.1
            /ip dns
            set allow-remote-requests=yes servers=9.9.9.9,149.112.112.112
            /ip firewall nat
            add action=masquerade chain=srcnat out-interface-list=WAN
            /ip route
            add dst-address=8.8.8.8/32 gateway=203.0.113.1 scope=10
            add dst-address=1.1.1.1/32 gateway=203.0.113.1 scope=10
            add dst-address=8.8.4.4/32 gateway=198.51.100.1 scope=10
            add dst-address=1.0.0.1/32 gateway=198.51.100.1 scope=10
            add {blackhole} distance=20 dst-address=8.8.8.8/32
            add {blackhole} distance=20 dst-address=8.8.4.4/32
            add check-gateway=ping distance=1 gateway=8.8.8.8 target-scope=11
            add check-gateway=ping distance=2 gateway=1.1.1.1 target-scope=11
            add check-gateway=ping distance=11 gateway=8.8.4.4 target-scope=11
            add check-gateway=ping distance=12 gateway=1.0.0.1 target-scope=11

            """);
    }

    /// <summary>The same with plain defaults by the next hops, checked.</summary>
    public static Exported Plain(string version)
    {
        var healthy = Healthy(version);
        return healthy with
        {
            Text = healthy.Text[..healthy.Text.IndexOf("/ip route", StringComparison.Ordinal)] + """
                /ip route
                add check-gateway=ping distance=1 gateway=203.0.113.1
                add check-gateway=ping distance=2 gateway=198.51.100.1

                """,
        };
    }

    /// <summary>DHCP on ether1, PPPoE on ether2, nothing written by hand.</summary>
    public static Exported Dynamic(string version) => (Plain(version) with { Text = Plain(version).Text[..Plain(version).Text.IndexOf("/ip route", StringComparison.Ordinal)] })
        .Without("add address=203.0.113.2/24", "add address=198.51.100.2/24").With("interface=ether2 list=WAN", "interface=pppoe-out1 list=WAN")
        .And("/ip dhcp-client", "add disabled=no interface=ether1 use-peer-dns=no")
        .And("/interface pppoe-client", "add add-default-route=yes default-route-distance=2 disabled=no interface=ether2 name=pppoe-out1 user=line");

    /// <exception cref="ArgumentException">There is no such text: the test would prove nothing.</exception>
    public Exported With(string old, string with) =>
        Text.Contains(old, StringComparison.Ordinal) ? this with { Text = Text.Replace(old, with, StringComparison.Ordinal) } : throw new ArgumentException($"'{old}' is not in the export.", nameof(old));

    /// <summary>Leaves out every line that begins so.</summary>
    public Exported Without(params string[] starts) =>
        this with { Text = string.Join('\n', Text.Split('\n').Where(line => !starts.Any(start => line.StartsWith(start, StringComparison.Ordinal)))) };

    public Exported And(string menu, params string[] lines) => this with { Text = $"{Text}\n{menu}\n{string.Join('\n', lines)}\n" };

    public Finding[] Judge(FailoverPolicy? policy = null)
    {
        var export = ExportReader.Read($"# jan/02/2024 10:00:00 by RouterOS {Version}\n{Text}");
        Assert.Null(export.Refusal);
        Assert.Empty(export.NotUnderstood.Select(warning => $"{warning.Text}: {warning.Reason}"));
        return [.. Auditor.Judge(export.ToModel(), policy)];
    }

    public Finding[] Found(string rule) => [.. Judge().Where(finding => finding.Rule == rule)];

    /// <summary>The one finding of the rule, which names its lines.</summary>
    public Finding One(string rule)
    {
        var finding = Assert.Single(Found(rule));
        Assert.All(finding.Evidence, line => Assert.NotNull(line.Line));
        return finding;
    }
}
