using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Tests.Commands;
using DualWanPortal.Simulation.Tests.World;

namespace DualWanPortal.Simulation.Tests.Services;

/// <summary>The cloud tells under which address the router is seen (reference 3.9).</summary>
public sealed class CloudTests
{
    [Fact]
    public void Reference_3_9_Ddns_Switched_On_ShowsAddressAndName()
    {
        var site = Sites.Settled("two-isps");
        var desk = new CommandDesk(site.Router);
        Assert.Equal("auto", Cloud(desk)["ddns-enabled"]);
        Assert.False(Cloud(desk).ContainsKey("public-address"));

        Assert.Empty(desk.Run("/ip/cloud/set", "=ddns-enabled=yes").Traps);
        Assert.Equal("updating...", Cloud(desk)["status"]);
        site.Wait(4);

        Assert.Equal(("updated", "203.0.113.2"), (Cloud(desk)["status"], Cloud(desk)["public-address"]));
        Assert.Matches("^[0-9a-f]{12}\\.sn\\.mynetname\\.net$", Cloud(desk)["dns-name"]);
        Assert.False(Cloud(desk).ContainsKey("warning"));

        Assert.Empty(desk.Run("/ip/cloud/set", "=ddns-enabled=no").Traps);
        Assert.False(Cloud(desk).ContainsKey("public-address"));
    }

    [Fact]
    public void Reference_3_9_Failover_TheAddressFollowsLate()
    {
        var site = Sites.Settled("two-isps");
        var desk = new CommandDesk(site.Router);
        desk.Run("/ip/cloud/set", "=ddns-enabled=yes");
        site.Wait(4);

        site.Break("ether1", "cable-out");
        site.Wait(5);
        Assert.Equal("203.0.113.2", Cloud(desk)["public-address"]);
        site.Wait(60);
        Assert.Equal(("updated", "198.51.100.2"), (Cloud(desk)["status"], Cloud(desk)["public-address"]));

        site.ClearFaults();
        site.Wait(20);
        Assert.Empty(desk.Run("/ip/cloud/force-update").Traps);
        site.Wait(3);
        Assert.Equal("203.0.113.2", Cloud(desk)["public-address"]);
    }

    [Theory]
    [InlineData("cable-out", "Error: no Internet connection")]
    [InlineData("upstream-dead", "Error: request timed out")]
    public void Reference_3_9_NothingReachesTheCloud_SaysWhy(string fault, string status)
    {
        var site = Sites.Settled("broken");
        var desk = new CommandDesk(site.Router);
        desk.Run("/ip/cloud/set", "=ddns-enabled=yes");
        site.Wait(4);

        site.Break("ether1", fault);
        site.Break("ether2", fault);
        site.Wait(70);

        Assert.Equal(status, Cloud(desk)["status"]);
    }

    [Fact]
    public void Reference_3_9_AddressIsSharedByTheProvider_Warns()
    {
        var items = new[]
        {
            RouterOs.Model.ConfigItem.Of("/ip/address", ("address", "100.64.7.2/24"), ("interface", "ether1")),
            RouterOs.Model.ConfigItem.Of("/ip/route", ("dst-address", "0.0.0.0/0"), ("gateway", "100.64.7.1")),
            RouterOs.Model.ConfigItem.Of("/ip/dns", ("servers", "9.9.9.9")),
            RouterOs.Model.ConfigItem.Of("/ip/cloud", ("ddns-enabled", "yes")),
        };
        var site = Simulation.World.SimulatedSite.FromExport("shared", items, null, RouterProfile.V721, new SimulationClock(Sites.Start));
        site.Wait(90);

        var row = Cloud(new CommandDesk(site.Router));
        Assert.StartsWith("192.0.2.", row["public-address"], StringComparison.Ordinal);
        Assert.Contains($"request from IP {row["public-address"]} but your local IP was 100.64.7.2", row["warning"], StringComparison.Ordinal);
    }

    [Fact]
    public void Reference_3_9_V6_SpeaksOfABoolean() =>
        Assert.Equal("false", Cloud(new CommandDesk(RouterProfile.V649))["ddns-enabled"]);

    private static Dictionary<string, string> Cloud(CommandDesk desk) => Assert.Single(desk.Run("/ip/cloud/print").Rows);
}
