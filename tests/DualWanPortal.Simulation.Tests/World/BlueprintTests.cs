using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.World;

public class BlueprintTests
{
    [Theory]
    [InlineData("two-isps")]
    [InlineData("fibre-lte")]
    [InlineData("dhcp-pppoe")]
    [InlineData("broken")]
    public void Boot_OfABlueprint_LivesAsASiteMadeAlone(string scenario)
    {
        var blueprint = SiteBlueprint.FromScenario(scenario, scenario, RouterProfile.V721);
        var used = blueprint.Boot(new SimulationClock(Sites.Start));
        Live(used);
        var (second, alone) = (blueprint.Boot(new SimulationClock(Sites.Start)), SimulatedSite.FromScenario(scenario, scenario, RouterProfile.V721, new SimulationClock(Sites.Start)));
        Assert.Equal(Rows(alone), Rows(second));
        Live(second);
        Live(alone);
        Assert.Equal(Rows(alone), Rows(second));
        Assert.Equal(Rows(alone), Rows(used));
    }

    [Fact]
    public void Boot_ChangeOnOneSite_IsNotSeenByAnother()
    {
        var blueprint = SiteBlueprint.FromScenario("two-isps", "two-isps", RouterProfile.V721);
        var (first, second) = (blueprint.Boot(new SimulationClock(Sites.Start)), blueprint.Boot(new SimulationClock(Sites.Start)));
        var before = Rows(second);
        var routes = first.Router["/ip/route"];
        routes.Set(first.Route("WAN1-default1"), byHand: true, ("distance", "77"), ("comment", null));
        routes.Remove(first.Route("WAN2-default1"), byHand: true);
        first.Router["/ip/dns"].Set(first.Router["/ip/dns"].Settings, byHand: true, ("servers", "9.9.9.9"));
        Assert.Equal(before, Rows(second));
        Assert.Equal(before, Rows(blueprint.Boot(new SimulationClock(Sites.Start))));
    }

    [Fact]
    public void Boot_UnderAnotherName_HasItsOwnMacAddresses()
    {
        var blueprint = SiteBlueprint.FromExport("one", [], null, RouterProfile.V721);
        var site = blueprint.Boot(new SimulationClock(Sites.Start), "other");
        Assert.Equal(("other", "other"), (site.Name, site.Router["/system/identity"].Settings["name"]));
        Assert.Equal("one", blueprint.Boot(new SimulationClock(Sites.Start)).Router["/system/identity"].Settings["name"]);
    }

    private static void Live(SimulatedSite site)
    {
        site.Wait(60);
        site.Apply(site.Wans[0].Interface, new Fault(FaultKind.Loss, 40));
        site.Wait(120);
        site.Apply(site.Wans[0].Interface, new Fault(FaultKind.CableOut));
        site.Wait(60);
        site.ClearFaults();
        site.Apply(null, new Fault(FaultKind.Reboot));
        site.Wait(120);
    }

    private static string[] Rows(SimulatedSite site) =>
        [.. site.Router.Menus.SelectMany(menu => menu.Rows.Select(row => $"{menu.Path} {row.Id} {string.Join(' ', row.Values.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"))}"))];
}
