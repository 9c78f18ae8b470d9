using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.Tests.World;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.Packets;

/// <summary>Packets of IPv6: the same machinery as IPv4, over the menus of /ipv6; providers drop sources that are not theirs.</summary>
public sealed class Ipv6PacketTests
{
    private readonly Ipv6Site _v6 = new();

    [Fact]
    public void Connect_PrefixOfTheCarryingProvider_Answered()
    {
        var outcome = _v6.Connect();
        Assert.Equal((true, "ether1", "2001:db8:100::10"), (outcome.Answered, outcome.Via, outcome.Source.ToString()));
    }

    [Fact]
    public void Connect_PrefixOfTheOtherProvider_DroppedByIt()
    {
        _v6.Desk.Run("/ipv6/dhcp-client/set", "=numbers=*1", "=default-route-distance=9");
        var outcome = _v6.Connect();
        Assert.Equal((false, "ether2", false), (outcome.Answered, outcome.Via, outcome.Refused));
        Assert.Contains("which isp-ether2 does not know", outcome.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Connect_MasqueradeOnTheBackup_LeavesWithItsAddress()
    {
        _v6.Rule("nat", "=chain=srcnat", "=action=masquerade", "=out-interface=ether2");
        _v6.Desk.Run("/ipv6/dhcp-client/set", "=numbers=*1", "=default-route-distance=9");
        var outcome = _v6.Connect();
        Assert.Equal((true, "ether2", "2001:db8:2::64"), (outcome.Answered, outcome.Via, outcome.Source.ToString()));
    }

    [Fact]
    public void Connect_NetmapToThePrefixOfTheBackup_KeepsTheHostPart()
    {
        _v6.Rule("nat", "=chain=srcnat", "=action=netmap", "=out-interface=ether2", "=to-address=2001:db8:200::/64");
        _v6.Desk.Run("/ipv6/dhcp-client/set", "=numbers=*1", "=default-route-distance=9");
        var outcome = _v6.Connect();
        Assert.Equal((true, "2001:db8:200::10"), (outcome.Answered, outcome.Source.ToString()));
    }

    [Theory]
    [InlineData("drop", false)]
    [InlineData("reject", true)]
    public void Connect_FilterStopsIt_RefusedOnlyByReject(string action, bool refused)
    {
        _v6.Rule("filter", "=chain=forward", $"=action={action}", "=out-interface=ether1", "=protocol=tcp");
        var outcome = _v6.Connect();
        Assert.Equal((false, refused), (outcome.Answered, outcome.Refused));
        Assert.True(_v6.Connect("icmpv6", null).Answered);
    }

    [Fact]
    public void Connect_RulesInOrder_TheFirstThatMatchesDecides()
    {
        _v6.Rule("filter", "=chain=forward", "=action=accept", "=in-interface-list=LAN", "=dst-address=2001:db8::/64", "=dst-port=443", "=protocol=tcp");
        _v6.Rule("filter", "=chain=forward", "=action=drop");
        Assert.True(_v6.Connect().Answered);
        Assert.False(_v6.Connect(port: 80).Answered);
    }

    [Fact]
    public void Connect_NoRoute_ToldAtOnce()
    {
        _v6.Site.Break("ether1", "cable-out");
        _v6.Site.Break("ether2", "cable-out");
        // The prefix is gone with its lease, so this one is written.
        _v6.Desk.Add("/ipv6/address/add", "=address=2001:db8:100::1/64", "=interface=bridge");
        Assert.Equal((false, true), (_v6.Connect().Answered, _v6.Connect().Refused));
    }

    [Fact]
    public void Connect_Blackhole_Silent()
    {
        _v6.Desk.Add("/ipv6/route/add", "=dst-address=2001:db8::/64", "=blackhole=");
        Assert.Equal((false, false), (_v6.Connect().Answered, _v6.Connect().Refused));
    }

    [Theory]
    [InlineData("upstream-dead")]
    [InlineData("gateway-silent")]
    [InlineData("cable-out")]
    public void Connect_TheFaultOfTheLine_CountsForIpv6Too(string fault)
    {
        _v6.Rule("nat", "=chain=srcnat", "=action=masquerade", "=out-interface=ether2");
        _v6.Desk.Add("/ipv6/address/add", "=address=2001:db8:100::2/64", "=interface=bridge");
        _v6.Site.Break("ether1", fault);
        var outcome = _v6.Connect();
        // A default of a client without a check notices a lost link only.
        Assert.Equal(fault == "cable-out", outcome.Answered);
        Assert.Equal(fault == "cable-out" ? "ether2" : "ether1", outcome.Via);
    }

    [Fact]
    public void Open_Masqueraded_EntryStaysWithItsMappingAndShows()
    {
        _v6.Rule("nat", "=chain=srcnat", "=action=masquerade", "=out-interface-list=WAN");
        var (name, client) = _v6.Site.Running.Ipv6.Clients.Inside()!.Value;
        var (_, connection) = _v6.Site.Running.Ipv6.Clients.Open(name, client, Ipv6Site.Place, "tcp", 443);
        _v6.Desk.Run("/ipv6/dhcp-client/set", "=numbers=*1", "=default-route-distance=9");
        Assert.False(_v6.Site.Running.Ipv6.Clients.Send(connection!).Answered);
        var row = Assert.Single(_v6.Desk.Run("/ipv6/firewall/connection/print").Rows);
        Assert.Equal(("2001:db8:100::10", "2001:db8:1::64"), (row["src-address"], row["reply-dst-address"]));
        Assert.DoesNotContain(_v6.Desk.Run("/ip/firewall/connection/print").Rows, entry => entry["src-address"].Contains("2001", StringComparison.Ordinal));
    }

    [Fact]
    public void Established_AcceptedByState_WhileNewIsDropped()
    {
        var (name, client) = _v6.Site.Running.Ipv6.Clients.Inside()!.Value;
        var (_, connection) = _v6.Site.Running.Ipv6.Clients.Open(name, client, Ipv6Site.Place, "tcp", 443);
        _v6.Rule("filter", "=chain=forward", "=action=accept", "=connection-state=established,related");
        _v6.Rule("filter", "=chain=forward", "=action=drop");
        Assert.True(_v6.Site.Running.Ipv6.Clients.Send(connection!).Answered);
        Assert.False(_v6.Connect().Answered);
    }

    [Fact]
    public void Outside_MachineOfTheInside_ReachedUnlessTheFilterStopsIt()
    {
        var machine = _v6.Site.Running.Ipv6.Clients.Inside()!.Value.Client;
        Assert.True(_v6.Site.Running.Ipv6.Outside.Connect("ether1", "tcp", 22, to: machine).Answered);
        // The other provider does not lead this prefix here.
        Assert.False(_v6.Site.Running.Ipv6.Outside.Connect("ether2", "tcp", 22, to: machine).Accepted);
        _v6.Rule("filter", "=chain=forward", "=action=drop", "=in-interface-list=WAN", "=connection-state=new");
        Assert.False(_v6.Site.Running.Ipv6.Outside.Connect("ether1", "tcp", 22, to: machine).Accepted);
    }

    [Fact]
    public void Inside_TwoPrefixes_TheDeprecatedOneIsNotTaken()
    {
        _v6.Desk.Add("/ipv6/address/add", "=address=::1/64", "=from-pool=two", "=interface=bridge");
        Assert.Equal(["2001:db8:100::10", "2001:db8:200::10"], _v6.Site.Running.Ipv6.Inside.All().Select(one => one.Client.ToString()));
        _v6.Desk.Add("/ipv6/nd/prefix/add", "=prefix=2001:db8:100::/64", "=interface=bridge", "=preferred-lifetime=0s");
        Assert.Equal(["2001:db8:200::10"], _v6.Site.Running.Ipv6.Inside.All().Select(one => one.Client.ToString()));
    }

    [Fact]
    public void Inside_NothingAdvertised_NoMachineHasIpv6()
    {
        _v6.Desk.Run("/ipv6/nd/set", "=numbers=*1", "=disabled=yes");
        Assert.Null(_v6.Site.Running.Ipv6.Clients.Inside());
    }

    [Fact]
    public void Inside_LeaseRevoked_PrefixGone()
    {
        _v6.Site.Break("ether1", "cable-out");
        Assert.Null(_v6.Site.Running.Ipv6.Clients.Inside());
        _v6.Site.ClearFaults();
        _v6.Site.Wait(10);
        Assert.True(_v6.Connect().Answered);
    }

    [Theory]
    [InlineData("6.49")]
    [InlineData("7.12")]
    [InlineData("7.21")]
    public void Recursive_CanaryUpstreamDead_DefaultOfTheBackup(string version)
    {
        var v6 = new Ipv6Site(RouterProfile.Named(version), "=add-default-route=no");
        foreach (var (wan, canary, distance) in new[] { ("ether1", "2001:4860:4860::8888", "1"), ("ether2", "2001:4860:4860::8844", "2") })
        {
            v6.Desk.Add("/ipv6/route/add", $"=dst-address={canary}/128", $"=gateway=fe80::1%{wan}", "=scope=10");
            v6.Desk.Add("/ipv6/route/add", "=dst-address=::/0", $"=gateway={canary}", $"=distance={distance}", "=target-scope=11", "=check-gateway=ping");
        }
        Assert.Equal("ether1", v6.Connect().Via);
        v6.Site.Break("ether1", "upstream-dead");
        v6.Site.Wait(40);
        Assert.Equal("ether2", v6.Connect().Via);
        v6.Site.ClearFaults();
        v6.Site.Wait(40);
        Assert.Equal("ether1", v6.Connect().Via);
    }
}
