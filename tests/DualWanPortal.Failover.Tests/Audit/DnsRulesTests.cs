using DualWanPortal.Failover.Audit;

namespace DualWanPortal.Failover.Tests.Audit;

/// <summary>mon-eq-dns, dns-none, dns-path, dns-peer, dns-doh-alone.</summary>
public class DnsRulesTests
{
    private const string Servers = "servers=9.9.9.9,149.112.112.112";

    [Theory]
    [InlineData(Exported.V6)]
    [InlineData(Exported.V7)]
    public void MonEqDns_EveryResolverIsPinned_Fires(string version) => Assert.Equal(Severity.High, Exported.Healthy(version).With(Servers, "servers=8.8.8.8").One("mon-eq-dns").Severity);

    [Theory]
    [InlineData("servers=8.8.8.8,9.9.9.9")]
    [InlineData("servers=8.8.8.8,8.8.4.4")]
    public void MonEqDns_AnotherResolverIsLeft_IsMedium(string servers) => Assert.Equal(Severity.Medium, Exported.Healthy(Exported.V7).With(Servers, servers).One("mon-eq-dns").Severity);

    [Fact]
    public void MonEqDns_HandedToClients_Fires() => Assert.Contains("clients of 192.168.88.0/24", Exported.Healthy(Exported.V7).With("dns-server=192.168.88.1", "dns-server=1.1.1.1").One("mon-eq-dns").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(Exported.V6)]
    [InlineData(Exported.V7)]
    public void MonEqDns_OthersThanTheCanaries_Silent(string version) => Assert.Empty(Exported.Healthy(version).Found("mon-eq-dns"));

    [Theory]
    [InlineData(Exported.V6)]
    [InlineData(Exported.V7)]
    public void DnsNone_NoResolver_Fires(string version) => Assert.Equal(Severity.Medium, Exported.Plain(version).With(" " + Servers, "").One("dns-none").Severity);

    [Fact]
    public void DnsNone_NobodyAsks_IsLow() => Assert.Equal(Severity.Low, Exported.Plain(Exported.V7).With("allow-remote-requests=yes " + Servers, "cache-size=4096KiB").With("dns-server=192.168.88.1", "dns-server=1.1.1.1").One("dns-none").Severity);

    [Fact]
    public void DnsNone_IspHandsThemOver_Silent() => Assert.Empty(Exported.Dynamic(Exported.V7).With(" " + Servers, "").With("use-peer-dns=no", "use-peer-dns=yes").Found("dns-none"));

    [Fact]
    public void DnsNone_ServersAreSet_Silent() => Assert.Empty(Exported.Plain(Exported.V7).Found("dns-none"));

    [Theory]
    [InlineData("servers=203.0.113.53")]
    [InlineData("servers=203.0.113.53,203.0.113.54")]
    [InlineData("servers=10.77.0.1")]
    public void DnsPath_AllBehindOneWan_Fires(string servers)
    {
        Assert.Single(Exported.Plain(Exported.V7).With(Servers, servers).Found("dns-path"));
        Assert.Single(Exported.Plain(Exported.V6).With(Servers, servers).Found("dns-path"));
    }

    [Theory]
    [InlineData("servers=203.0.113.53,198.51.100.53")]
    [InlineData("servers=203.0.113.53,9.9.9.9")]
    [InlineData("servers=192.168.88.5")]
    public void DnsPath_AnotherWayIsLeft_Silent(string servers) => Assert.Empty(Exported.Plain(Exported.V7).With(Servers, servers).Found("dns-path"));

    [Fact]
    public void DnsPath_PrivateOneBehindATunnel_Silent() =>
        Assert.Empty(Exported.Plain(Exported.V7).With(Servers, "servers=10.77.0.1").And("/interface wireguard", "add name=wg1 listen-port=51820").And("/ip route", "add dst-address=10.77.0.0/24 gateway=wg1").Found("dns-path"));

    [Fact]
    public void DnsPath_PeersOfOneWanOnly_Fires() => Assert.Single(Exported.Dynamic(Exported.V7).With(" " + Servers, "").With("use-peer-dns=no", "use-peer-dns=yes").Found("dns-path"));

    [Fact]
    public void DnsPath_HandedToClients_Fires() => Assert.Contains("192.168.88.0/24", Exported.Plain(Exported.V7).With("dns-server=192.168.88.1", "dns-server=203.0.113.53").One("dns-path").Message, StringComparison.Ordinal);

    private static Exported Peers(string version) => Exported.Dynamic(version).With(" " + Servers, "").With("use-peer-dns=no", "use-peer-dns=yes").With("disabled=no interface=ether2", "disabled=no interface=ether2 use-peer-dns=yes");

    [Theory]
    [InlineData(Exported.V6)]
    [InlineData(Exported.V7)]
    public void DnsPeer_OnlyThoseOfTheIsps_Fires(string version) => Assert.Equal(Severity.Low, Peers(version).One("dns-peer").Severity);

    [Fact]
    public void DnsPeer_ClientsHaveTheirOwn_IsARemark() => Assert.Equal(Severity.Info, Peers(Exported.V7).With("dns-server=192.168.88.1", "dns-server=1.1.1.1").One("dns-peer").Severity);

    [Fact]
    public void DnsPeer_StaticOnesInFront_Silent() => Assert.Empty(Peers(Exported.V7).With("allow-remote-requests=yes", "allow-remote-requests=yes servers=9.9.9.9").Found("dns-peer"));

    [Theory]
    [InlineData("use-doh-server=https://dns.example/dns-query", 1)]
    [InlineData("servers=203.0.113.53 use-doh-server=https://dns.example/dns-query", 1)]
    [InlineData("servers=9.9.9.9 use-doh-server=https://dns.example/dns-query", 0)]
    [InlineData("use-doh-server=https://1.1.1.1/dns-query", 0)]
    public void DnsDohAlone_NameWithoutBootstrap_Fires(string dns, int findings)
    {
        Assert.Equal(findings, Exported.Plain(Exported.V7).With(Servers, dns).Found("dns-doh-alone").Length);
        Assert.Equal(findings, Exported.Plain(Exported.V6).With(Servers, dns).Found("dns-doh-alone").Length);
    }

    [Fact]
    public void DnsDohAlone_StaticEntryForTheName_Silent() =>
        Assert.Empty(Exported.Plain(Exported.V7).With(Servers, "use-doh-server=https://dns.example/dns-query").And("/ip dns static", "add address=192.0.2.5 name=dns.example").Found("dns-doh-alone"));
}
