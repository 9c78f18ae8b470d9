using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.World;
using DualWanPortal.Simulation.World.Scenarios;

namespace DualWanPortal.Simulation.Tests.World;

public class ScenarioTests
{
    [Theory]
    [InlineData("two-isps", "ether1", "ether2")]
    [InlineData("fibre-lte", "ether1", "lte1")]
    [InlineData("dhcp-pppoe", "ether1", "pppoe-out1")]
    public void FromScenario_BuiltRight_SurvivesUpstreamDeadAndComesBack(string scenario, string primary, string backup)
    {
        var site = Sites.Settled(scenario);
        Assert.Equal([primary, backup], site.Wans.Select(wan => wan.Interface));
        Assert.Equal(primary, site.Carrier());

        site.Break(primary, "upstream-dead");
        Assert.Null(site.Carrier());
        site.Wait(25);
        Assert.Equal(backup, site.Carrier());
        Assert.Equal("true", site.Router["/interface"].Named("ether1")!["running"]);

        site.ClearFaults(primary);
        site.Wait(12);
        Assert.Equal(primary, site.Carrier());
    }

    [Theory]
    [InlineData("two-isps", "ether1", "ether2")]
    [InlineData("fibre-lte", "ether1", "lte1")]
    [InlineData("dhcp-pppoe", "ether1", "pppoe-out1")]
    public void Apply_CableOut_MovesAtOnceAndBackAfterTheLease(string scenario, string primary, string backup)
    {
        var site = Sites.Settled(scenario);

        site.Break(primary, "cable-out");
        Assert.Equal(backup, site.Carrier());
        Assert.Contains("interface,info ether1 link down", site.Log());
        Assert.Equal("false", site.Router["/interface"].Named("ether1")!["running"]);
        Assert.Equal("1", site.Router["/interface"].Named("ether1")!["link-downs"]);

        site.ClearFaults();
        site.Wait(5);
        Assert.Equal(primary, site.Carrier());
    }

    [Fact]
    public void FromScenario_EveryNameOnEveryProfile_HasInternet()
    {
        foreach (var scenario in ScenarioNames.All)
        {
            foreach (var profile in RouterProfile.All)
            {
                var site = Sites.Settled(scenario, profile);
                Assert.Equal(2, site.Wans.Length);
                // Sites with equal distances and one NAT rule reach some places only; the first WAN always works for itself.
                site.Break(site.Wans[1].Interface, "cable-out");
                Assert.True(site.Carrier() == site.Wans[0].Interface, $"{scenario} on {profile.Name}: {site.Carrier()}");
            }
        }
    }

    [Theory]
    [InlineData("broken")]
    [InlineData("two-isps-broken")]
    public void Apply_CableOutOnABrokenSite_LeavesClientsWithoutAnswer(string scenario)
    {
        var site = Sites.Settled(scenario);
        site.Break("ether1", "cable-out");
        site.Wait(5);

        Assert.Null(site.Carrier());
        var (name, client) = site.Running.Clients.Inside()!.Value;
        var outcome = site.Running.Clients.Connect(name, client, Internet.AddressOf("www.example.com")!.Value, "tcp", 443);
        Assert.Equal("ether2", outcome.Via);
        Assert.Contains("no source NAT", outcome.Why, StringComparison.Ordinal);
    }
}
