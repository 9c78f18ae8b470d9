namespace DualWanPortal.Failover.Tests.Planning.Printed;

/// <summary>Exports as people have them: no lease in them, built-in rows without a name, lines that have nothing to do with failover.</summary>
internal static class PrintedSites
{
    /// <summary>A lease that the factory's client makes the default of, and a second line by hand.</summary>
    public const string LeaseAndStatic = Inside + """
        /interface list member
        add interface=ether1 list=WAN
        /ip address
        add address=198.51.100.2/24 interface=ether2
        /ip dhcp-client
        add comment=defconf disabled=no interface=ether1
        /ip dns
        set allow-remote-requests=yes
        /ip route
        add distance=2 dst-address=0.0.0.0/0 gateway=198.51.100.1

        """;

    public const string TwoLeases = Inside + """
        /interface list member
        add interface=ether1 list=WAN
        add interface=ether2 list=WAN
        /ip dhcp-client
        add disabled=no interface=ether1
        add default-route-distance=2 disabled=no interface=ether2

        """;

    /// <summary>Recursive defaults over one host each; the scripts of both clients keep the host routes on their leases (reference 5 D).</summary>
    public const string LeasesWithScripts = Inside + """
        /interface list member
        add interface=ether1 list=WAN
        add interface=ether2 list=WAN
        /ip dhcp-client
        add add-default-route=no disabled=no interface=ether1 script=":if (\$bound=1) do={/ip route set [find comment=\"a1\"] gateway=\$\"gateway-address\"}" use-peer-dns=no
        add add-default-route=no disabled=no interface=ether2 script=":if (\$bound=1) do={/ip route set [find comment=\"a2\"] gateway=\$\"gateway-address\"}" use-peer-dns=no
        /ip dns
        set servers=8.8.8.8,208.67.222.222
        /ip route
        add comment=a1 dst-address=1.1.1.1/32 gateway=203.0.113.1 scope=10
        add comment=a2 dst-address=9.9.9.9/32 gateway=198.51.100.1 scope=10
        add check-gateway=ping distance=1 dst-address=0.0.0.0/0 gateway=1.1.1.1 target-scope=11
        add check-gateway=ping distance=2 dst-address=0.0.0.0/0 gateway=9.9.9.9 target-scope=11

        """;

    /// <summary>Two lines by hand, and hosts that somebody sends over the second for reasons of their own.</summary>
    public const string ForeignPins = Inside + """
        /interface list member
        add interface=ether1 list=WAN
        add interface=ether2 list=WAN
        /ip address
        add address=203.0.113.2/24 interface=ether1
        add address=198.51.100.2/24 interface=ether2
        /ip dns
        set servers=1.1.1.1,9.9.9.9
        /ip route
        add distance=1 dst-address=0.0.0.0/0 gateway=203.0.113.1
        add distance=2 dst-address=0.0.0.0/0 gateway=198.51.100.1
        add comment="billing asks from line 2" dst-address=8.8.4.4/32 gateway=198.51.100.1
        add comment="filter service" dst-address=208.67.220.0/24 gateway=198.51.100.1

        """;

    /// <summary>The modem's profile is the one that RouterOS made: an export shows it without its name.</summary>
    public const string StaticAndMobile = Inside + """
        /interface lte apn
        set [ find default=yes ] apn=internet use-peer-dns=no
        /interface lte
        set [ find default-name=lte1 ] allow-roaming=no name=lte1
        /interface list member
        add interface=ether1 list=WAN
        add interface=lte1 list=WAN
        /ip address
        add address=203.0.113.2/24 interface=ether1
        /ip route
        add distance=1 dst-address=0.0.0.0/0 gateway=203.0.113.1

        """;

    private const string Inside = """
        # 2026-01-10 10:00:00 by RouterOS 7.20.1
        /interface bridge
        add name=inside
        /interface list
        add name=WAN
        /interface bridge port
        add bridge=inside interface=ether3
        /ip address
        add address=192.168.50.1/24 interface=inside
        /ip firewall nat
        add action=masquerade chain=srcnat out-interface-list=WAN

        """;

    public static string On(string export, string version) => export.Replace("RouterOS 7.20.1", "RouterOS " + version, StringComparison.Ordinal);
}
