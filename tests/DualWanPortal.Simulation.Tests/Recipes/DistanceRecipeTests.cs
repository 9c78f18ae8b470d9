using DualWanPortal.RouterOs.Model;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Tests.World;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.Recipes;

/// <summary>Reference 5.0 and 5 A: list, NAT and two default routes told apart by distance.</summary>
public class DistanceRecipeTests
{
    private const string Recipe = """
        /ip route add dst-address=0.0.0.0/0 gateway=10.111.0.1 distance=1 check-gateway=ping comment=one
        /ip route add dst-address=0.0.0.0/0 gateway=10.112.0.1 distance=2 comment=two
        """;

    [Theory]
    [InlineData("6.49")]
    [InlineData("7.18")]
    [InlineData("7.21")]
    public void Reference_5_A_Distance_SurvivesTheDeathOfTheFirstHopAndComesBack(string profile)
    {
        var site = RecipeBench.Static(RouterProfile.Named(profile)!, Recipe);
        Assert.Equal("ether1", site.Carrier());
        site.Break("ether1", "gateway-silent");
        Assert.InRange(site.Until("ether2", 40), 10, 31);
        site.ClearFaults();
        Assert.InRange(site.Until("ether1", 11), 0, 10.5);
        site.Break("ether1", "cable-out");
        Assert.Equal("ether2", site.Carrier());
        site.ClearFaults();
        site.Until("ether1", 3);
        site.Break("ether1", "cable-out");
        site.Break("ether2", "cable-out");
        Assert.Null(site.Carrier());
    }

    [Theory]
    [InlineData("6.49")]
    [InlineData("7.21")]
    public void Reference_5_A_ModemBetween_HidesTheDeathOfTheProvider(string profile)
    {
        // 5.x 1: the check asks the modem and the modem is well.
        var site = RecipeBench.Static(RouterProfile.Named(profile)!, Recipe);
        site.Break("ether1", "upstream-dead");
        site.Wait(600);
        Assert.Null(site.Carrier());
        Assert.Equal("true", site.Route("one")["active"]);
    }

    [Fact]
    public void Reference_5_A_ArpCheck_ProvesTheNeighbourAndNothingMore()
    {
        var site = RecipeBench.Static(RouterProfile.V721, Recipe.Replace("check-gateway=ping", "check-gateway=arp", StringComparison.Ordinal));
        site.Break("ether1", "upstream-dead");
        site.Wait(120);
        Assert.Equal("true", site.Route("one")["active"]);
        site.Break("ether1", "gateway-silent");
        site.Until("ether2", 40);
    }

    [Fact]
    public void Reference_5_A_NoCheck_StaysOnASilentGateway()
    {
        var site = RecipeBench.Static(RouterProfile.V721, Recipe.Replace(" check-gateway=ping", "", StringComparison.Ordinal));
        site.Break("ether1", "gateway-silent");
        site.Wait(300);
        Assert.Null(site.Carrier());
        Assert.Equal(("true", "10.111.0.1%ether1"), (site.Route("one")["active"], site.Route("one")["immediate-gw"]));
    }

    [Theory]
    [InlineData("6.49")]
    [InlineData("7.21")]
    public void Reference_5_A_LeasedWans_TakeTheDistanceOfTheirClient(string profile)
    {
        var site = RecipeBench.Leased(RouterProfile.Named(profile)!, "", RecipeBench.Dhcp("ether1", ("default-route-distance", "1")), RecipeBench.Dhcp("ether2", ("default-route-distance", "2")));
        Assert.Equal("ether1", site.Carrier());
        site.Break("ether1", "cable-out");
        Assert.Equal("ether2", site.Carrier());
        site.ClearFaults();
        site.Until("ether1", 15);
    }

    [Fact]
    public void Reference_5_A_LeasedWansWithTheSameDistance_BalanceOnV7AndAreOneOnV6()
    {
        // 5.x 9.
        ConfigItem[] clients = [RecipeBench.Dhcp("ether1"), RecipeBench.Dhcp("ether2")];
        var site = RecipeBench.Leased(RouterProfile.V721, "", clients);
        Assert.Equal(["true", "true"], Defaults(site).Select(route => route["ecmp"]));
        site = RecipeBench.Leased(RouterProfile.V649, "", clients);
        Assert.Equal(["true", null], Defaults(site).Select(route => route["active"]));
    }

    [Fact]
    public void Reference_5_A_CheckOfALease_IsSince719AndAsksTheFirstHop()
    {
        ConfigItem[] clients = [RecipeBench.Dhcp("ether1"), RecipeBench.Dhcp("ether2", ("default-route-distance", "2"))];
        const string Check = "/ip dhcp-client set [find interface=ether1] check-gateway=ping";
        Assert.NotNull(RecipeBench.Leased(RouterProfile.V718, "", clients).Refused(Check));
        var site = RecipeBench.Leased(RouterProfile.V721, Check, clients);
        Assert.Equal("ping", Defaults(site).Single(route => route["vrf-interface"] == "ether1")["check-gateway"]);
        site.Break("ether1", "gateway-silent");
        site.Until("ether2", 30);
    }

    [Theory]
    [InlineData("6.49")]
    [InlineData("7.21")]
    public void Reference_5_A_DialledWan_TakesTheDistanceOfItsClient(string profile)
    {
        var site = RecipeBench.Leased(RouterProfile.Named(profile)!, "/interface list member add list=WAN interface=pppoe-out1",
            RecipeBench.Pppoe("pppoe-out1", "ether1", ("add-default-route", "yes")), RecipeBench.Dhcp("ether2", ("default-route-distance", "2")));
        Assert.Equal("pppoe-out1", site.Carrier());
        site.Break("pppoe-out1", "gateway-silent");
        site.Until("ether2", 61);
        site.ClearFaults();
        site.Until("pppoe-out1", 20);
    }

    [Theory]
    [InlineData("6.49")]
    [InlineData("7.21")]
    public void Reference_5_0_WanOutsideTheList_HasNeitherNatNorFilter(string profile)
    {
        // 5.x 7 and 8.
        var site = RecipeBench.Static(RouterProfile.Named(profile)!, Recipe + """

            /ip firewall filter add chain=input action=drop in-interface-list=WAN
            /interface list member remove [find interface=ether2]
            """);
        Assert.False(site.Running.Outside.Connect("ether1", "tcp", 8291).Accepted);
        Assert.True(site.Running.Outside.Connect("ether2", "tcp", 8291).Accepted);
        site.Break("ether1", "cable-out");
        Assert.Null(site.Carrier());
        Assert.Contains("no source NAT", Try(site), StringComparison.Ordinal);
        site.Type("/interface list member add list=WAN interface=ether2");
        Assert.Equal("ether2", site.Carrier());
        Assert.False(site.Running.Outside.Connect("ether2", "tcp", 8291).Accepted);
    }

    private static string Try(SimulatedSite site)
    {
        var (name, client) = site.Running.Clients.Inside()!.Value;
        return site.Running.Clients.Connect(name, client, Internet.AddressOf("www.example.com")!.Value, "tcp", 443).Why;
    }

    private static MenuRow[] Defaults(SimulatedSite site) => [.. site.Router["/ip/route"].Rows.Where(row => row["dst-address"] == "0.0.0.0/0")];
}
