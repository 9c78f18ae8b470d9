using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Tests.Commands;
using DualWanPortal.Simulation.Tests.World;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.Routing;

/// <summary>Of IPv6: clients that bind, and the default that is active. Distance and check as for IPv4, which is a guess.</summary>
public sealed class Ipv6RouteTests
{
    private readonly SimulatedSite _site = Sites.Settled("two-isps");
    private readonly CommandDesk _desk;

    public Ipv6RouteTests() => _desk = new CommandDesk(_site.Router);

    [Fact]
    public void Client_ProviderServes_BoundWithDefault()
    {
        _desk.Add("/ipv6/dhcp-client/add", "=interface=ether1", "=request=address,prefix", "=pool-name=one", "=add-default-route=yes", "=default-route-distance=3");
        _site.Wait(5);
        var client = Assert.Single(_desk.Run("/ipv6/dhcp-client/print").Rows);
        Assert.Equal(("bound", "2001:db8:100::/56"), (client["status"], client["prefix"]));
        var route = Assert.Single(Defaults());
        Assert.Equal(("::/0", "fe80::1%ether1", "3", "true", "true"), (route["dst-address"], route["gateway"], route["distance"], route["dynamic"], route["active"]));
    }

    [Fact]
    public void Client_CableOut_DefaultGoneUntilItIsBack()
    {
        _desk.Add("/ipv6/dhcp-client/add", "=interface=ether1", "=request=prefix", "=pool-name=one", "=add-default-route=yes");
        _site.Wait(5);
        _site.Apply("ether1", new Fault(FaultKind.CableOut));
        _site.Wait(5);
        Assert.Empty(_desk.Run("/ipv6/route/print").Rows);
        Assert.Equal("searching...", Assert.Single(_desk.Run("/ipv6/dhcp-client/print").Rows)["status"]);
        _site.ClearFaults();
        _site.Wait(10);
        Assert.Equal("true", Assert.Single(_desk.Run("/ipv6/route/print").Rows)["active"]);
    }

    [Fact]
    public void Routes_LowestDistanceIsActive_NextOneWhenItsCheckFails()
    {
        _desk.Add("/ipv6/route/add", "=dst-address=::/0", "=gateway=fe80::1%ether1", "=check-gateway=ping");
        _desk.Add("/ipv6/route/add", "=dst-address=::/0", "=gateway=fe80::1%ether2", "=distance=2");
        Assert.Equal("fe80::1%ether1", Active());
        _site.Apply("ether1", new Fault(FaultKind.GatewaySilent));
        _site.Wait(40);
        Assert.Equal("fe80::1%ether2", Active());
        _site.ClearFaults();
        _site.Wait(40);
        Assert.Equal("fe80::1%ether1", Active());
    }

    [Fact]
    public void Routes_GatewayOnNoNetwork_Inactive()
    {
        _desk.Add("/ipv6/route/add", "=dst-address=::/0", "=gateway=2001:db8:9::1");
        Assert.Equal("true", Assert.Single(_desk.Run("/ipv6/route/print").Rows)["inactive"]);
        _desk.Add("/ipv6/address/add", "=address=2001:db8:9::2/64", "=interface=ether2");
        Assert.Equal("2001:db8:9::1", Active());
    }

    [Fact]
    public void Client_Ipv6SwitchedOff_Searches()
    {
        _desk.Add("/ipv6/dhcp-client/add", "=interface=ether1", "=request=prefix", "=pool-name=one", "=add-default-route=yes");
        _site.Wait(5);
        _desk.Run("/ipv6/settings/set", "=disable-ipv6=yes");
        Assert.Empty(_desk.Run("/ipv6/route/print").Rows);
    }

    private string Active() => Assert.Single(Defaults(), row => row.GetValueOrDefault("active") == "true")["gateway"];

    private IEnumerable<Dictionary<string, string>> Defaults() => _desk.Run("/ipv6/route/print").Rows.Where(row => row["dst-address"] == "::/0");
}
