using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Tests.Scripting;
using DualWanPortal.Simulation.Tests.World;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.History;

/// <summary>Single sentences of reference 6: what a revert can and cannot take back, and which way of it each version and mode has.</summary>
public class RevertFactsTests
{
    [Fact]
    public void Reference_6_1_FilesConnectionsAndReboots_AreNotUndone()
    {
        var site = Sites.Settled("two-isps");
        var dead = site.At().Run("/ip/firewall/connection/print").Rows[0][".id"];
        site.At().Run("/safe-mode/take");
        site.At().Run("/file/add", "=name=kept.txt", "=contents=x");
        site.At().Run("/ip/firewall/connection/remove", "=.id=" + dead);
        site.At().Run("/system/identity/set", "=name=gone");
        Assert.Empty(site.At().Run("/safe-mode/unroll").Traps);
        Assert.Equal("two-isps", site.Router["/system/identity"].Settings["name"]);
        Assert.NotNull(site.Router["/file"].Named("kept.txt"));
        Assert.DoesNotContain(site.At().Run("/ip/firewall/connection/print").Rows, row => row[".id"] == dead);
    }

    [Fact]
    public void Reference_6_1_EachAddSetAndRemove_IsOneAction()
    {
        var site = Sites.Settled("two-isps");
        var id = site.At().Add("/ip/route/add", "=dst-address=192.0.2.0/24", "=gateway=203.0.113.1");
        site.At().Run("/ip/route/set", "=.id=" + id, "=distance=3", "=comment=two properties");
        site.At().Run("/ip/route/remove", "=.id=" + id);
        Assert.Equal(3, site.Router["/system/history"].Rows.Count);
    }

    [Fact]
    public void Reference_6_1_ScriptsChangesInTheWindow_AreUndoneToo()
    {
        var site = Sites.Settled("two-isps");
        site.At().Run("/safe-mode/take");
        site.At().Add("/system/scheduler/add", "=name=other", "=interval=5s", "=on-event=/ip route set [find comment=WAN1-default1] distance=9");
        site.Wait(12);
        Assert.Equal("9", site.Route("WAN1-default1")["distance"]);
        site.At().Run("/safe-mode/unroll");
        Assert.Equal("1", site.Route("WAN1-default1")["distance"]);
        Assert.Empty(site.Router["/system/scheduler"].Rows);
    }

    [Theory]
    [InlineData("6.49")]
    [InlineData("7.12")]
    public void Reference_6_1_BeforeSeven18_TheMenuIsAbsent(string profile) =>
        Assert.NotEmpty(Sites.Settled("two-isps", RouterProfile.Named(profile)).At().Run("/safe-mode/take").Traps);

    [Fact]
    public void Reference_6_2_PolicyBeyondTheCreators_IsRefused()
    {
        var site = Sites.Settled("two-isps");
        string[] own = ["read", "write", "test", "api"];
        Assert.NotEmpty(site.RunAs(own, "/system/scheduler/add", "=name=s", "=interval=1m", "=on-event=:put 1", "=policy=read,write,sensitive").Traps);
        Assert.Empty(site.RunAs(own, "/system/scheduler/add", "=name=s", "=interval=1m", "=on-event=:put 1", "=policy=read,write").Traps);
    }

    [Fact]
    public void Reference_6_2_ReadBack_ShowsNextRunAndOwner()
    {
        var site = Sites.Settled("two-isps");
        var at = Sites.Start.AddMinutes(10);
        site.At().Add("/system/scheduler/add", "=name=dwp-deadman", "=interval=5m", $"=start-date={at:yyyy-MM-dd}", $"=start-time={at:HH:mm:ss}", "=on-event=dwp-revert");
        var row = Assert.Single(site.At().Run("/system/scheduler/print", "?name=dwp-deadman").Rows);
        Assert.Equal(($"{at:yyyy-MM-dd HH:mm:ss}", "admin", "0"), (row["next-run"], row["owner"], row["run-count"]));
        site.Wait(600);
        Assert.Equal("1", site.Router["/system/scheduler"].Named("dwp-deadman")!["run-count"]);
    }

    [Fact]
    public void Reference_6_2_BackupLoad_RevertsEverythingFromAScript()
    {
        var site = Sites.Settled("two-isps");
        Assert.Empty(site.At().Run("/system/backup/save", "=name=dwp-pre", "=dont-encrypt=yes").Traps);
        site.Wait(2);
        site.At().Run("/ip/route/remove", "=.id=" + site.Route("WAN1-default1").Id);
        site.At().Run("/execute", "=script=/system backup load name=dwp-pre password=\"\"");
        site.Wait(90);
        Assert.Equal("1", site.Route("WAN1-default1")["distance"]);
        Assert.Equal("ether1", site.Carrier());
    }

    [Fact]
    public void Reference_6_2b_DeviceModeHome_HasNoSchedulerAndStillRunsJobs()
    {
        var site = Sites.Settled("two-isps", RouterProfile.V721Home);
        Assert.Contains("not allowed by device-mode", site.At().Refusal("/system/scheduler/add", "=name=s", "=interval=1m", "=on-event=:put 1"), StringComparison.Ordinal);
        site.At().Add("/system/script/add", "=name=dwp-revert", "=policy=read,write,test", "=source=/ip route set [find comment=WAN1-default1] distance=44");
        var job = site.At().Run("/execute", "=script=:delay 300s; /system script run dwp-revert").Ret!;
        Assert.Contains(site.At().Run("/system/script/job/print").Rows, row => row[".id"] == job);
        site.Router.EndSession(1);
        site.Wait(299);
        Assert.Equal("1", site.Route("WAN1-default1")["distance"]);
        site.Wait(2);
        Assert.Equal("44", site.Route("WAN1-default1")["distance"]);
        Assert.Equal("no such item", site.At().Refusal("/system/script/job/remove", "=.id=" + job));
    }

    [Theory]
    [InlineData("6.49")]
    [InlineData("7.21-home")]
    public void Reference_6_2b_NetwatchWatcher_RevertsAndOutlivesAReboot(string profile)
    {
        var site = Sites.Settled("two-isps", RouterProfile.Named(profile));
        site.At().Add("/ip/route/add", "=dst-address=198.18.7.7/32", site.Router.Profile.Version.IsV6 ? "=type=blackhole" : "=blackhole=");
        string[] delays = site.Router.Profile.Version.IsV6 ? [] : ["=start-delay=60s", "=startup-delay=60s"];
        site.At().Add("/tool/netwatch/add", ["=host=198.18.7.7", "=interval=30s", .. delays, "=down-script=/ip route set [find comment=WAN1-default1] disabled=no; /tool netwatch remove [find host=198.18.7.7]"]);
        site.At().Run("/ip/route/set", "=.id=" + site.Route("WAN1-default1").Id, "=disabled=yes");
        if (!site.Router.Profile.Version.IsV6)
        {
            site.Break(null, "reboot");
            site.Wait(60);
            Assert.True(site.Route("WAN1-default1").Disabled);
        }
        site.Wait(120);
        Assert.False(site.Route("WAN1-default1").Disabled);
        Assert.Empty(site.Router["/tool/netwatch"].Rows);
    }

    [Fact]
    public void Reference_6_3_ChangesOfTheRouterItself_AreNotListed()
    {
        var site = Sites.Settled("dhcp-pppoe");
        var before = site.Router["/system/history"].Rows.Count;
        site.Break("ether1", "gateway-change");
        site.Wait(20);
        site.Break("pppoe-out1", "cable-out");
        site.Wait(60);
        // What the lease script wrote is a person's work; leases, sessions and states are not.
        Assert.All(site.Router["/system/history"].Rows.Take(site.Router["/system/history"].Rows.Count - before), row => Assert.Equal("route changed", row["action"]));
    }

    [Fact]
    public void Reference_6_3_Undo_TakesBackTheLastOfAnyone()
    {
        var site = Sites.Settled("two-isps");
        site.At().Run("/system/identity/set", "=name=mine");
        site.RunAs(["read", "write", "policy", "test", "api"], "/ip/dns/set", "=servers=1.1.1.1");
        Assert.Empty(site.At().Run("/undo").Traps);
        Assert.Equal(("mine", "9.9.9.9,149.112.112.112"), (site.Router["/system/identity"].Settings["name"], site.Router["/ip/dns"].Settings["servers"]));
    }
}
