using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Tests.Commands;
using DualWanPortal.Simulation.Tests.World;

namespace DualWanPortal.Simulation.Tests.Services;

/// <summary>ARP and neighbour discovery follow cables, gateways and leases (reference 3.15).</summary>
public sealed class NeighbourTests
{
    [Theory]
    [InlineData("6.49")]
    [InlineData("7.21")]
    public void Reference_3_15_Arp_OfAGateway_IsCompleteAndDynamic(string profile)
    {
        var desk = new CommandDesk(Sites.Settled("two-isps", RouterProfile.Named(profile)).Router);

        var row = Assert.Single(desk.Run("/ip/arp/print", "?address=203.0.113.1").Rows);

        Assert.Equal(("ether1", "reachable", "true", "true"), (row["interface"], row["status"], row["complete"], row["dynamic"]));
        Assert.Matches("^02:5E(:[0-9A-F]{2}){4}$", row["mac-address"]);
    }

    [Fact]
    public void Reference_3_15_Arp_GatewayFallsSilent_FailsAfterAWhileAndComesBack()
    {
        var site = Sites.Settled("two-isps");
        var desk = new CommandDesk(site.Router);
        var heard = desk.Run("/ip/arp/listen", "?address=203.0.113.1");

        site.Break("ether1", "gateway-silent");
        Assert.Equal("reachable", Gateway(desk)["status"]);
        site.Wait(5);
        Assert.Equal("probe", Gateway(desk)["status"]);
        site.Wait(5);
        Assert.Equal("failed", Gateway(desk)["status"]);
        Assert.False(Gateway(desk).ContainsKey("complete"));
        Assert.False(Gateway(desk).ContainsKey("mac-address"));

        site.ClearFaults("ether1");
        Assert.Equal("reachable", Gateway(desk)["status"]);
        Assert.Equal(["probe", "failed", "reachable"], heard.Rows.Select(row => row["status"]));
    }

    [Fact]
    public void Reference_3_15_Arp_CableOutOrLeaseGone_TakesTheEntryAway()
    {
        var site = Sites.Settled("dhcp-pppoe");
        var desk = new CommandDesk(site.Router);
        Assert.Single(desk.Run("/ip/arp/print", "?interface=ether1").Rows);

        site.Break("ether1", "cable-out");
        Assert.Empty(desk.Run("/ip/arp/print", "?interface=ether1").Rows);

        site.ClearFaults("ether1");
        site.Wait(10);
        Assert.Single(desk.Run("/ip/arp/print", "?interface=ether1").Rows);
        // A session has its provider at the other end and asks nobody.
        Assert.Empty(desk.Run("/ip/arp/print", "?interface=pppoe-out1").Rows);
    }

    [Fact]
    public void Reference_3_15_Arp_LeaseWithAnotherGateway_LearnsIt()
    {
        var site = Sites.Settled("dhcp-pppoe");
        var desk = new CommandDesk(site.Router);

        site.Break("ether1", "gateway-change");
        site.Wait(20);

        var rows = desk.Run("/ip/arp/print", "?interface=ether1").Rows;
        Assert.Equal("failed", rows.Single(row => row["address"] == "203.0.113.1")["status"]);
        Assert.Equal("reachable", rows.Single(row => row["address"] != "203.0.113.1")["status"]);
    }

    [Fact]
    public void Reference_3_15_Arp_EntryByHand_IsPermanentAndTakesTheWordsOfItsMac()
    {
        var site = Sites.Settled("two-isps");
        var desk = new CommandDesk(site.Router);

        var id = desk.Add("/ip/arp/add", "=address=203.0.113.1", "=interface=ether1", "=mac-address=aa:bb:cc:dd:ee:0f");

        var row = Assert.Single(desk.Run("/ip/arp/print", "?address=203.0.113.1").Rows);
        Assert.Equal(("AA:BB:CC:DD:EE:0F", "permanent", "false"), (row["mac-address"], row["status"], row["dynamic"]));
        Assert.Equal("unknown parameter dynamic", desk.Refusal("/ip/arp/set", $"=.id={id}", "=dynamic=true"));
        Assert.Empty(desk.Run("/ip/arp/remove", $"=.id={id}").Traps);
        Assert.Equal("true", Gateway(desk)["dynamic"]);
    }

    [Fact]
    public void Reference_3_15_Neighbours_AreThoseOfTheDiscoverList()
    {
        var site = Sites.Settled("two-isps");
        var desk = new CommandDesk(site.Router);

        var inside = Assert.Single(desk.Run("/ip/neighbor/print").Rows);
        Assert.Equal(("ether3,bridge", "access-switch"), (inside["interface"], inside["identity"]));

        Assert.Empty(desk.Run("/ip/neighbor/discovery-settings/set", "=discover-interface-list=WAN").Traps);
        Assert.Equal(["ether1", "ether2"], desk.Run("/ip/neighbor/print").Rows.Select(row => row["interface"]).Order(StringComparer.Ordinal));
        site.Break("ether2", "cable-out");
        Assert.Equal(["ether1"], desk.Run("/ip/neighbor/print").Rows.Select(row => row["interface"]));
        Assert.Empty(desk.Run("/ip/neighbor/discovery-settings/set", "=discover-interface-list=none").Traps);
        Assert.Empty(desk.Run("/ip/neighbor/print").Rows);
    }

    private static Dictionary<string, string> Gateway(CommandDesk desk) => Assert.Single(desk.Run("/ip/arp/print", "?address=203.0.113.1").Rows);
}
