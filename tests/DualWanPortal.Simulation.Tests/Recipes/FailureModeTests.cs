using DualWanPortal.RouterOs.Model;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Tests.Scripting;
using DualWanPortal.Simulation.Tests.World;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.Recipes;

/// <summary>Reference 5.x: those of the reported failures that no recipe test shows already.</summary>
public class FailureModeTests
{
    [Theory]
    [InlineData("6.49")]
    [InlineData("7.21")]
    public void Reference_5_x_SingleCanaryWithoutIcmp_TakesAGoodWanDown(string profile)
    {
        // 5.
        var site = RecipeBench.Static(RouterProfile.Named(profile)!, """
            /ip route add dst-address=8.8.8.8/32 gateway=10.111.0.1 scope=10
            /ip route add dst-address=8.8.4.4/32 gateway=10.112.0.1 scope=10
            /ip route add gateway=8.8.8.8 distance=1 target-scope=11 check-gateway=ping comment=one
            /ip route add gateway=8.8.4.4 distance=2 target-scope=11 check-gateway=ping comment=two
            """);
        site.Break("ether1", "icmp-blocked");
        site.Break("ether2", "icmp-blocked");
        site.Wait(40);
        Assert.Null(site.Carrier());
        site.Type("/ip route add gateway=10.111.0.1 distance=5");
        Assert.Equal("ether1", site.Carrier());
    }

    [Fact]
    public void Reference_5_x_LteProbe_TripsOnTheDefaultAverage()
    {
        // 19.
        var site = Sites.Settled("fibre-lte");
        site.Break("ether1", "cable-out");
        site.Break("lte1", "latency:80");
        site.At().Add("/tool/netwatch/add", "=name=plain", "=type=icmp", "=host=9.9.9.9", "=interval=10s");
        site.At().Add("/tool/netwatch/add", "=name=set", "=type=icmp", "=host=9.9.9.9", "=interval=10s", "=thr-avg=500ms", "=thr-max=1s", "=thr-loss-percent=60%");
        site.Wait(30);
        Assert.Equal(("down", "up"), (site.Router["/tool/netwatch"].Named("plain")!["status"], site.Router["/tool/netwatch"].Named("set")!["status"]));
    }

    [Fact]
    public void Reference_5_x_WanPortInTheBridge_MakesItsClientInvalid()
    {
        // 24.
        var site = RecipeBench.Leased(RouterProfile.V721, "", RecipeBench.Dhcp("ether1"), RecipeBench.Dhcp("ether2", ("default-route-distance", "2")));
        site.Type("/interface/bridge/port/add bridge=bridge interface=ether2\n/ip/dhcp-client/disable [find interface=ether2]\n/ip/dhcp-client/enable [find interface=ether2]");
        var client = site.Router["/ip/dhcp-client"].Rows.Single(row => row["interface"] == "ether2");
        Assert.Equal(("true", "stopped"), (client["invalid"], client["status"]));
        site.Type("/interface/bridge/port/remove [find interface=ether2]\n/ip/dhcp-client/disable [find interface=ether2]\n/ip/dhcp-client/enable [find interface=ether2]");
        Assert.Equal("bound", client["status"]);
    }

    [Fact]
    public void Reference_5_x_MarginalLine_FlapsWithoutHysteresis()
    {
        // 14.
        var site = RecipeBench.Static(RouterProfile.V721, """
            /ip/route/add gateway=10.111.0.1 distance=1 check-gateway=ping comment=one
            /ip/route/add gateway=10.112.0.1 distance=2
            """);
        site.Break("ether1", "loss:60");
        var changes = 0;
        var before = site.Route("one")["active"];
        for (var second = 0; second < 1200; second++)
        {
            site.Wait(1);
            if (site.Route("one")["active"] is var now && now != before)
                changes++;
            before = site.Route("one")["active"];
        }
        Assert.InRange(changes, 10, 80);
    }

    [Theory]
    [InlineData("7.21-home", true)]
    [InlineData("7.21", false)]
    [InlineData("6.49", false)]
    public void Reference_5_x_SchedulerRecipe_IsRefusedInHomeMode(string profile, bool refused)
    {
        // 28.
        var site = RecipeBench.Static(RouterProfile.Named(profile)!, "");
        Assert.Equal(refused, site.Refused("/system scheduler add name=check interval=10s on-event=\":put 1\"") is not null);
        if (refused)
            Assert.Equal("false", site.Router["/system/device-mode"].Settings["scheduler"]);
    }

    [Fact]
    public void Reference_5_x_FilterTiedToOnePort_LeavesTheOtherWanOpen()
    {
        // 8.
        var site = RecipeBench.Static(RouterProfile.V721, """
            /ip/route/add gateway=10.111.0.1
            /ip/route/add gateway=10.112.0.1 distance=2
            /ip/firewall/filter/add chain=input in-interface=ether1 action=drop
            """);
        Assert.Equal((false, true), (site.Running.Outside.Connect("ether1", "tcp", 8291).Accepted, site.Running.Outside.Connect("ether2", "tcp", 8291).Accepted));
        site.Type("/ip/firewall/filter/set [find] !in-interface in-interface-list=WAN");
        Assert.False(site.Running.Outside.Connect("ether2", "tcp", 8291).Accepted);
    }

    [Fact]
    public void Reference_5_x_ServiceAddressList_KeepsStrangersOut()
    {
        var site = RecipeBench.Static(RouterProfile.V721, "/ip/route/add gateway=10.111.0.1\n/ip/service/set winbox address=192.168.88.0/24");
        Assert.Equal("no service of the router listens there", site.Running.Outside.Connect("ether1", "tcp", 8291).Why);
        Assert.True(site.Running.Outside.Connect("ether1", "tcp", 22).Answered);
        Assert.False(site.Running.Outside.Connect("ether1", "tcp", 4444).Accepted);
    }

    [Fact]
    public void Reference_5_x_TableWithoutFib_DoesNotForward()
    {
        // 25, the other half: it exists and is not used.
        var site = RecipeBench.Static(RouterProfile.V721, """
            /routing/table/add name=second
            /ip/route/add gateway=10.112.0.1 routing-table=second
            /ip/route/add gateway=10.111.0.1
            /routing/rule/add src-address=192.168.88.0/24 action=lookup table=second
            """);
        Assert.Equal("ether1", site.Carrier());
        site.Type("/routing/table/set [find name=second] fib");
        Assert.Equal("ether2", site.Carrier());
    }
}
