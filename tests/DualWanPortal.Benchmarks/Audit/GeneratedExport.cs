using System.Globalization;
using System.Text;

namespace DualWanPortal.Benchmarks.Audit;

/// <summary>Exports of two static WANs that are as long as is wanted.</summary>
internal static class GeneratedExport
{
    private const string Base = """
        # 2024-02-17 11:04:56 by RouterOS 7.18.2
        /interface bridge
        add name=bridge
        /interface list
        add name=WAN
        add name=LAN
        /interface bridge port
        add bridge=bridge interface=ether3
        add bridge=bridge interface=ether4
        /interface list member
        add interface=ether1 list=WAN
        add interface=ether2 list=WAN
        add interface=bridge list=LAN
        /ip address
        add address=192.168.88.1/24 interface=bridge network=192.168.88.0
        add address=203.0.113.2/24 interface=ether1 network=203.0.113.0
        add address=198.51.100.2/24 interface=ether2 network=198.51.100.0
        /ip dhcp-server network
        add address=192.168.88.0/24 dns-server=192.168.88.1 gateway=192.168.88.1
        /ip dns
        set allow-remote-requests=yes servers=9.9.9.9,149.112.112.112
        /ip firewall nat
        add action=masquerade chain=srcnat out-interface-list=WAN
        /ip firewall filter
        add action=accept chain=input connection-state=established,related,untracked
        add action=drop chain=input in-interface-list=!LAN
        add action=accept chain=forward connection-state=established,related,untracked
        add action=drop chain=forward connection-nat-state=!dstnat connection-state=new in-interface-list=WAN
        /ip route
        add check-gateway=ping distance=1 gateway=203.0.113.1
        add check-gateway=ping distance=2 gateway=198.51.100.1
        """;

    private static readonly (string Menu, string Row)[] s_kinds =
    [
        ("/ip firewall filter", "add action=accept chain=input protocol=tcp dst-port={2} src-address=10.{0}.{1}.0/24"),
        ("/ip firewall nat", "add action=dst-nat chain=dstnat dst-port={2} in-interface-list=WAN protocol=tcp to-addresses=192.168.88.9"),
        ("/ip firewall mangle", "add action=mark-connection chain=prerouting new-connection-mark=c{2} src-address=10.{0}.{1}.0/24"),
        ("/ip route", "add dst-address=10.{0}.{1}.0/24 gateway=203.0.113.1"),
        ("/tool netwatch", "add host=10.{0}.{1}.1 down-script=\"/ip route disable [find comment=x{2}]\""),
        ("/ip firewall address-list", "add list=l address=10.{0}.{1}.0/24"),
    ];

    /// <summary>Filter, NAT, mangle, routes, netwatch and address lists in equal parts.</summary>
    public static string Of(int lines)
    {
        var text = new StringBuilder(Base);
        var each = Math.Max(0, lines - Base.Split('\n').Length) / s_kinds.Length;
        foreach (var (menu, row) in s_kinds)
        {
            text.Append('\n').Append(menu);
            for (var i = 0; i < each; i++)
                text.Append('\n').AppendFormat(CultureInfo.InvariantCulture, row, i / 250 % 250, i % 250, i % 60_000);
        }
        return text.Append('\n').ToString();
    }
}
