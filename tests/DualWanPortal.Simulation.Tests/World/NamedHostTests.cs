using DualWanPortal.RouterOs.Text;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.World;

public class NamedHostTests
{
    private const string Leases = "/ip dhcp-client\nadd disabled=no interface=ether1 add-default-route=no\nadd disabled=no interface=ether2 default-route-distance=5\n";

    [Theory]
    [InlineData("/ip dns\nset servers=192.0.2.53\n", "192.0.2.53", true, true)]
    [InlineData("/ip ipsec peer\nadd address=192.0.2.7/32 name=hq\n", "192.0.2.7", true, false)]
    [InlineData("/tool netwatch\nadd host=192.0.2.9\n", "192.0.2.9", true, false)]
    [InlineData("/tool netwatch\nadd host=10.7.0.1\n", "10.7.0.1", false, false)]
    [InlineData("", "192.0.2.53", false, false)]
    public void FromExport_HostThatTheConfigurationNames_IsAtHome(string text, string host, bool there, bool resolver)
    {
        var site = Boot(Leases + text);
        var address = Ipv4.Parse(host)!.Value;

        Assert.Equal((there, resolver), (site.Internet.HasHost(address), site.Internet.IsResolver(address)));
    }

    [Theory]
    [InlineData("add dst-address=0.0.0.0/0 gateway=203.0.113.1\n", "ether1", "203.0.113.1")]
    [InlineData("add dst-address=0.0.0.0/0 gateway=8.8.8.8 target-scope=11\n", "ether1", null)]
    public void FromExport_GatewayOfALease_IsThatOfTheClientWithoutADefault(string route, string wan, string? gateway)
    {
        var link = Boot(Leases + "/ip route\n" + route).Internet.On(wan)!;
        if (gateway is null)
            Assert.False(link.IsGateway(Ipv4.Parse("8.8.8.8")!.Value));
        else
            Assert.True(link.IsGateway(Ipv4.Parse(gateway)!.Value));
    }

    private static SimulatedSite Boot(string text) =>
        SimulatedSite.FromExport("branch", ExportReader.Read("# 2024-02-17 11:04:56 by RouterOS 7.18.2\n" + text), RouterProfile.V718, new SimulationClock(DateTimeOffset.UnixEpoch.AddYears(56)));
}
