using DualWanPortal.Failover.Audit;
using static DualWanPortal.Failover.Tests.Audit.ExportText;

namespace DualWanPortal.Failover.Tests.Audit;

/// <summary>Lists, bridge ports, and what shows itself on a WAN.</summary>
public class InterfaceRuleTests
{
    [Fact]
    public void ListLanInWan_BridgeOnTheWanList_Fires() =>
        Assert.Equal(["/interface list member remove [find list=\"WAN\" interface=\"bridge\"]"], Assert.Single(Judge("list-lan-in-wan", "/interface list member\nadd list=WAN interface=bridge\n")).Fix);

    [Fact]
    public void ListLanInWan_AnotherPortOnTheWanList_Silent() => Assert.Empty(Judge("list-lan-in-wan", "/interface list member\nadd list=WAN interface=ether3\n"));

    [Theory]
    [InlineData("/ip dhcp-client\nadd disabled=no interface=ether4\n", Severity.Medium)]
    [InlineData("/ip address\nadd address=192.168.90.1/24 interface=ether4\n", Severity.Low)]
    [InlineData("/interface list\nadd name=guests\n/interface list member\nadd list=guests interface=ether4\n/ip firewall filter\nadd action=drop chain=forward in-interface-list=guests\n", Severity.Medium)]
    public void ListSlave_OnABridgePort_Fires(string lines, Severity severity) => Assert.Equal(severity, Assert.Single(Judge("list-slave", lines)).Severity);

    [Theory]
    [InlineData("/ip dhcp-client\nadd disabled=no interface=ether3\n")]
    [InlineData("/ip dhcp-client\nadd disabled=yes interface=ether4\n")]
    [InlineData("/interface list member\nadd list=LAN interface=ether4\n")]
    [InlineData("/interface list\nadd name=discover\n/interface list member\nadd list=discover interface=ether4\n")]
    [InlineData("/interface bridge port\nset [find interface=ether4] disabled=yes\n/ip address\nadd address=192.168.90.1/24 interface=ether4\n")]
    public void ListSlave_HarmlessOrNoSlave_Silent(string lines) => Assert.Empty(Judge("list-slave", lines));

    [Theory]
    [InlineData("/ip neighbor discovery-settings\nset discover-interface-list=all\n", 1)]
    [InlineData("/ip neighbor discovery-settings\nset discover-interface-list=!dynamic\n", 1)]
    [InlineData("/ip neighbor discovery-settings\nset discover-interface-list=LAN\n/tool mac-server\nset allowed-interface-list=LAN\n", 0)]
    [InlineData("/tool mac-server mac-winbox\nset allowed-interface-list=WAN\n", 1)]
    [InlineData("/ip neighbor discovery-settings\nset discover-interface-list=!WAN\n", 0)]
    [InlineData("", 0)]
    public void NeighborOnWan_ByTheListNamed(string lines, int findings) => Assert.Equal(findings, Judge("neighbor-on-wan", lines).Length);

    [Theory]
    [InlineData("set enabled=yes\n/ip upnp interfaces\nadd interface=ether1 type=external\nadd interface=bridge type=internal\n", 1)]
    [InlineData("set enabled=yes\n/ip upnp interfaces\nadd interface=ether1 type=external\nadd interface=ether2 type=external\n", 0)]
    [InlineData("set enabled=no\n/ip upnp interfaces\nadd interface=ether1 type=external\n", 0)]
    public void UpnpOnBackup_ExternalInterfaces(string lines, int findings) => Assert.Equal(findings, Judge("upnp-on-backup", "/ip upnp\n" + lines).Length);

    [Theory]
    [InlineData("/queue tree\nadd name=up parent=ether1 max-limit=20M\n", 1)]
    [InlineData("/queue tree\nadd name=up parent=ether1 max-limit=20M\nadd name=up2 parent=ether2 max-limit=5M\n", 0)]
    [InlineData("/queue tree\nadd name=all parent=global max-limit=20M\n", 0)]
    [InlineData("/queue simple\nadd name=lan target=192.168.88.0/24 dst=ether1 max-limit=20M/20M\n", 1)]
    [InlineData("/queue simple\nadd name=lan target=192.168.88.0/24 max-limit=20M/20M\n", 0)]
    public void QosOneWan_QueuesByInterface(string lines, int findings) => Assert.Equal(findings, Judge("qos-one-wan", lines).Length);

    [Theory]
    [InlineData("/ip firewall nat\nadd action=dst-nat chain=dstnat in-interface=*17 to-addresses=192.168.88.9\n", Severity.High)]
    [InlineData("/ip firewall filter\nadd action=drop chain=forward in-interface-list=gone\n", Severity.High)]
    [InlineData("/interface ethernet\nset [ find default-name=ether3 ] name=office\n/ip firewall filter\nadd action=drop chain=forward in-interface=ether3\n", Severity.High)]
    [InlineData("/interface bridge port\nadd interface=ether3\n", Severity.Low)]
    [InlineData("/interface wireless cap\nset discovery-interfaces=*7 enabled=yes\n", Severity.Low)]
    [InlineData("/routing table\nadd name=other fib\n/ip firewall mangle\nadd action=mark-routing chain=prerouting dst-address=192.0.2.1 new-routing-mark=gone\n", Severity.High)]
    public void RefMissing_NamesWhatIsGone_Fires(string lines, Severity severity) => Assert.Equal(severity, Assert.Single(Judge("ref-missing", lines)).Severity);

    [Theory]
    [InlineData("/ip firewall nat\nadd action=dst-nat chain=dstnat in-interface=ether3 to-addresses=192.168.88.9\n", V7)]
    [InlineData("/ip firewall filter\nadd action=drop chain=forward in-interface-list=all\n", V7)]
    [InlineData("/ip firewall filter\nadd action=drop chain=forward in-interface-list=gone disabled=yes\n", V7)]
    [InlineData("/interface ethernet\nset [ find default-name=ether3 ] name=office\n/ip firewall filter\nadd action=drop chain=forward in-interface=office\n", V7)]
    [InlineData("/routing table\nadd name=other fib\n/ip firewall mangle\nadd action=mark-routing chain=prerouting dst-address=192.0.2.1 new-routing-mark=other\n", V7)]
    [InlineData("/ip firewall mangle\nadd action=mark-routing chain=prerouting dst-address=192.0.2.1 new-routing-mark=implicit\n", V6)]
    public void RefMissing_NamesWhatExists_Silent(string lines, string version) => Assert.Empty(Judge("ref-missing", lines, version));
}
