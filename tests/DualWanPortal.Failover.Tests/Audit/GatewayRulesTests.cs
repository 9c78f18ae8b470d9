using DualWanPortal.Failover.Audit;

namespace DualWanPortal.Failover.Tests.Audit;

/// <summary>gw-static-on-dyn, gw-is-eth, gw-same-ip, mon-leak, rp-strict.</summary>
public class GatewayRulesTests
{
    private static Exported Leased(string version, string client) => Exported.Plain(version).Without("add address=203.0.113.2/24").And("/ip dhcp-client", $"add add-default-route=no disabled=no interface=ether1 use-peer-dns=no {client}");

    [Theory]
    [InlineData(Exported.V6)]
    [InlineData(Exported.V7)]
    public void GwStaticOnDyn_TypedInOnALease_Fires(string version)
    {
        var finding = Leased(version, "").One("gw-static-on-dyn");
        Assert.Equal(Severity.High, finding.Severity);
        Assert.Contains("gateway-address", finding.Fix[1], StringComparison.Ordinal);
    }

    [Fact]
    public void GwStaticOnDyn_ClientsOwnDefaultRescues_IsMedium() =>
        Assert.Equal(Severity.Medium, Leased(Exported.V7, "").With("add-default-route=no", "default-route-distance=200").One("gw-static-on-dyn").Severity);

    [Fact]
    public void GwStaticOnDyn_LeaseScriptKeepsIt_Silent() =>
        Assert.Empty(Leased(Exported.V7, """script="/ip route set [find comment=\"first\"] gateway=(\$\"gateway-address\")" """).With("distance=1 gateway", "comment=first distance=1 gateway").Found("gw-static-on-dyn"));

    [Fact]
    public void GwStaticOnDyn_ScriptOfAnotherRoute_Fires() =>
        Assert.Single(Leased(Exported.V7, """script="/ip route set [find comment=\"second\"] gateway=(\$\"gateway-address\")" """).With("distance=1 gateway", "comment=first distance=1 gateway").With("distance=2 gateway", "comment=second distance=2 gateway").Found("gw-static-on-dyn"));

    [Theory]
    [InlineData(Exported.V6)]
    [InlineData(Exported.V7)]
    public void GwStaticOnDyn_StaticAddress_Silent(string version) => Assert.Empty(Exported.Plain(version).Found("gw-static-on-dyn"));

    [Theory]
    [InlineData(Exported.V6, "ether2")]
    [InlineData(Exported.V7, "ether2")]
    [InlineData(Exported.V7, "vlan20")]
    public void GwIsEth_PortAsGateway_Fires(string version, string name) =>
        Assert.Equal(name, Exported.Plain(version).And("/interface vlan", "add interface=ether2 name=vlan20 vlan-id=20").And("/interface list member", "add interface=vlan20 list=WAN").With("gateway=198.51.100.1", $"gateway={name}").One("gw-is-eth").Subject);

    [Theory]
    [InlineData(Exported.V6, "198.51.100.1")]
    [InlineData(Exported.V7, "198.51.100.1%ether2")]
    public void GwIsEth_Neighbour_Silent(string version, string gateway) => Assert.Empty(Exported.Plain(version).With("gateway=198.51.100.1", $"gateway={gateway}").Found("gw-is-eth"));

    [Fact]
    public void GwIsEth_PppoeAsGateway_Silent() => Assert.Empty(Exported.Dynamic(Exported.V7).With("add-default-route=yes", "add-default-route=no").And("/ip route", "add distance=2 gateway=pppoe-out1").Found("gw-is-eth"));

    private static Exported TwoModems(string version, string first, string second) => Exported.Plain(version).Without("add check-gateway").With("203.0.113.2/24", "192.168.1.2/24").With("198.51.100.2/24", "192.168.1.3/24")
        .With("network=203.0.113.0", "network=192.168.1.0").With("network=198.51.100.0", "network=192.168.1.0").And("/ip route", $"add check-gateway=ping distance=1 gateway={first}", $"add check-gateway=ping distance=2 gateway={second}");

    [Theory]
    [InlineData(Exported.V6)]
    [InlineData(Exported.V7)]
    public void GwSameIp_IdenticalModems_Fires(string version) => Assert.Equal(["/ip route set [find gateway=\"192.168.1.1\" distance=1] gateway=192.168.1.1%ether1", "/ip route set [find gateway=\"192.168.1.1\" distance=2] gateway=192.168.1.1%ether2"],
        TwoModems(version, "192.168.1.1", "192.168.1.1").One("gw-same-ip").Fix);

    [Fact]
    public void GwSameIp_InterfaceIsSaid_Silent() => Assert.Empty(TwoModems(Exported.V7, "192.168.1.1%ether1", "192.168.1.1%ether2").Found("gw-same-ip"));

    [Fact]
    public void GwSameIp_OwnNetworks_Silent() => Assert.Empty(Exported.Plain(Exported.V7).Found("gw-same-ip"));

    private static Exported Probed(string version, string more) => Exported.Healthy(version).And("/tool netwatch", $"add host=1.1.1.1 {more}");

    [Theory]
    [InlineData(Exported.V6, "type=blackhole")]
    [InlineData(Exported.V7, "blackhole")]
    public void MonLeak_NothingBehindTheHostRoute_Fires(string version, string word) => Assert.Equal([$"/ip route add dst-address=1.1.1.1/32 {word} distance=20"], Probed(version, "").One("mon-leak").Fix);

    [Fact]
    public void MonLeak_BlackholeBehind_Silent() => Assert.Empty(Exported.Healthy(Exported.V7).And("/tool netwatch", "add host=8.8.8.8").Found("mon-leak"));

    [Fact]
    public void MonLeak_SourceAddress_Silent() => Assert.Empty(Probed(Exported.V7, "src-address=203.0.113.2").Found("mon-leak"));

    [Theory]
    [InlineData(Exported.V6)]
    [InlineData(Exported.V7)]
    public void MonLeak_OnlyRecursion_Silent(string version) => Assert.Empty(Exported.Healthy(version).Without("add blackhole", "add type=blackhole").Found("mon-leak"));

    [Theory]
    [InlineData(Exported.V6, "strict", 1)]
    [InlineData(Exported.V7, "strict", 1)]
    [InlineData(Exported.V7, "loose", 0)]
    public void RpStrict_Strict_Fires(string version, string filter, int findings) => Assert.Equal(findings, Exported.Healthy(version).And("/ip settings", $"set rp-filter={filter}").Found("rp-strict").Length);
}
