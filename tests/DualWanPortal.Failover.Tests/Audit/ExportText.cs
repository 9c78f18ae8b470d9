using DualWanPortal.Failover.Audit;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Failover.Tests.Audit;

/// <summary>Exports of a router with two WANs that nothing is wrong with, to which a test adds the lines in question.</summary>
internal static class ExportText
{
    private const string Site = """
        /interface bridge
        add name=bridge
        /interface list
        add name=WAN
        add name=LAN
        /interface bridge port
        add bridge=bridge interface=ether4
        add bridge=bridge interface=ether5
        /interface list member
        add list=LAN interface=bridge
        add list=WAN interface=ether1
        add list=WAN interface=ether2
        /ip address
        add address=192.168.88.1/24 interface=bridge network=192.168.88.0
        add address=203.0.113.2/24 interface=ether1 network=203.0.113.0
        add address=198.51.100.2/24 interface=ether2 network=198.51.100.0
        /ip dhcp-server
        add address-pool=lan disabled=no interface=bridge name=lan
        /ip dns
        set allow-remote-requests=yes servers=9.9.9.9,149.112.112.112
        /ip firewall nat
        add action=masquerade chain=srcnat out-interface-list=WAN
        /ip route
        add distance=1 gateway=203.0.113.1 check-gateway=ping
        add distance=2 gateway=198.51.100.1 check-gateway=ping

        """;

    public const string Filter = """
        /ip firewall filter
        add action=accept chain=input connection-state=established,related,untracked
        add action=drop chain=input connection-state=invalid
        add action=accept chain=input protocol=icmp
        add action=drop chain=input in-interface-list=!LAN
        add action=accept chain=forward connection-state=established,related,untracked
        add action=drop chain=forward connection-state=invalid
        add action=drop chain=forward connection-nat-state=!dstnat connection-state=new in-interface-list=WAN

        """;

    public const string V6 = "6.49.18";
    public const string V7 = "7.21";

    /// <summary>The site with its filter and these lines behind it.</summary>
    public static Finding[] Judge(string rule, string lines, string version = V7) => Bare(rule, Filter + lines, version);

    /// <summary>The site without a filter, and these lines.</summary>
    public static Finding[] Bare(string rule, string lines, string version = V7) => Alone(rule, Site + lines, version);

    /// <summary>These lines and nothing else.</summary>
    public static Finding[] Alone(string rule, string lines, string version = V7)
    {
        var export = ExportReader.Read($"# 2026-01-01 10:00:00 by RouterOS {version}\n{lines}");
        Assert.Empty(export.NotUnderstood);
        return [.. Auditor.Judge(export.ToModel()).Where(finding => finding.Rule == rule)];
    }
}
