using DualWanPortal.RouterOs.Model;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Definitions;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.World;

public class GarbageTests
{
    private static readonly string[] s_values =
        ["", "!", "/", "%", "@", ",", "-", ":", "*1", "0.0.0.0/0", "999.1.1.1", "10.0.0.1/33", "10.0.0.1/0", "10.0.0.1%", "%ether1", "ether1", "ether1,ether2", "-1", "99999999999999999999", "1w99d", "yes", "no",
            "203.0.113.1", "203.0.113.1/24", "8.8.8.8", "pppoe-out1", "both-addresses:0/0", "1-", "to_ISP1", "main", "\0"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void FromExport_GarbageInEveryProperty_BootsAndLives(int seed)
    {
        var random = new Random(seed);
        foreach (var profile in RouterProfile.All)
        {
            var menus = MenuCatalogue.For(profile);
            var items = Enumerable.Range(0, 150).Select(_ => menus[random.Next(menus.Length)]).Concat(menus.Where(menu => menu.Path is "/ip/route" or "/ip/address" or "/ip/dhcp-client" or "/routing/rule"))
                .Select(menu => ConfigItem.Of(menu.Path, [.. menu.Fields.Where(_ => random.Next(3) > 0).Select(field => (field.Name, s_values[random.Next(s_values.Length)]))]));

            var site = SimulatedSite.FromExport("garbage", [.. items], null, profile, new SimulationClock(Sites.Start));
            site.Wait(60);
            foreach (var menu in site.Router.Menus)
                site.Router.BeforeRead(menu);
            foreach (var wan in site.Wans)
                site.Break(wan.Interface, "gateway-change");
            site.Break(null, "reboot");
            site.Wait(60);

            Assert.True(site.Router.IsUp);
        }
    }
}
