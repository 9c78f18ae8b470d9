using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Tests.Scripting;
using DualWanPortal.Simulation.Tests.World;
using DualWanPortal.Simulation.World;
using static DualWanPortal.Simulation.Tests.History.SafeModeTests;

namespace DualWanPortal.Simulation.Tests.History;

public class DeadManTests
{
    private const string Revert = """
        :do { /ip route set [find comment="WAN1-default1"] disabled=no } on-error={}
        :do { /ip route remove [find comment="dwp:new"] } on-error={}
        :do { /system scheduler remove [find name~"^dwp-deadman"] } on-error={}
        :log warning "dwp reverted"
        """;

    [Theory]
    [InlineData("6.49")]
    [InlineData("7.12")]
    [InlineData("7.21")]
    public void Reference_6_2_SchedulerDeadMan_RevertsByItself(string profile)
    {
        var site = Sites.Settled("two-isps", RouterProfile.Named(profile));
        Arm(site);
        Apply(site);
        Assert.Equal("ether2", site.Carrier());
        site.Wait(290);
        Assert.True(site.Route("WAN1-default1").Disabled);
        site.Wait(15);
        AssertReverted(site);
        Assert.Empty(site.Router["/system/scheduler"].Rows);
        Assert.Empty(site.NotUnderstood);
    }

    [Fact]
    public void Reference_6_2_Confirmed_NothingHappens()
    {
        var site = Sites.Settled("two-isps");
        Arm(site);
        Apply(site);
        foreach (var name in new[] { "dwp-deadman", "dwp-deadman-boot" })
            Assert.Empty(site.At().Run("/system/scheduler/remove", "=.id=" + name).Traps);
        Assert.Empty(site.At().Run("/system/script/remove", "=.id=dwp-revert").Traps);
        site.Wait(900);
        Assert.Contains("dwp:new", site.Comments("/ip/route"));
        Assert.True(site.Route("WAN1-default1").Disabled);
    }

    [Fact]
    public void Reference_6_2_PowerCycleInTheWindow_RevertsToo()
    {
        var site = Sites.Settled("two-isps");
        Arm(site);
        Apply(site);
        site.Break(null, "reboot");
        site.Wait(120);
        AssertReverted(site);
    }

    [Fact]
    public void Reference_6_2b_BackgroundJob_RevertsAndConfirmsByRemoval()
    {
        var site = Sites.Settled("two-isps", RouterProfile.V721Home);
        site.At().Add("/system/script/add", "=name=dwp-revert", "=source=" + Revert, "=policy=read,write,test");
        var job = From(site, 5, "/execute", "=script=:delay 300s; /system script run dwp-revert").Ret!;
        Assert.NotNull(site.Router["/system/script/job"].Find(job));
        Apply(site);
        site.Router.EndSession(5);
        site.Wait(301);
        AssertReverted(site);
        Assert.Null(site.Router["/system/script/job"].Find(job));
        Assert.Equal("no such item", site.At().Refusal("/system/script/job/remove", "=.id=" + job));

        var second = From(site, 5, "/execute", "=script=:delay 300s; /system script run dwp-revert").Ret!;
        Apply(site);
        Assert.Empty(site.At().Run("/system/script/job/remove", "=.id=" + second).Traps);
        site.Wait(600);
        Assert.Contains("dwp:new", site.Comments("/ip/route"));
    }

    [Fact]
    public void Reference_6_2b_PowerCycle_LeavesTheNewConfiguration()
    {
        var site = Sites.Settled("two-isps");
        site.At().Add("/system/script/add", "=name=dwp-revert", "=source=" + Revert, "=policy=read,write,test");
        site.At().Run("/execute", "=script=:delay 300s; /system script run dwp-revert");
        Apply(site);
        site.Break(null, "reboot");
        site.Wait(900);
        Assert.Contains("dwp:new", site.Comments("/ip/route"));
        Assert.Empty(site.Router["/system/script/job"].Rows);
    }

    [Fact]
    public void Reference_6_4_DeadManFiresWhileSafeModeIsHeld_ComesBackAndFiresAgain()
    {
        var site = Sites.Settled("two-isps");
        Arm(site);
        From(site, 5, "/safe-mode/take");
        Apply(site);
        site.Router.EndSession(5, abrupt: true);
        site.Wait(305);
        AssertReverted(site);
        Assert.Empty(site.Router["/system/scheduler"].Rows);

        // Nine minutes after the loss the whole window is taken back: the state of before, the armed entries included.
        site.Wait(240);
        Assert.NotNull(site.Scheduled("dwp-deadman"));
        Assert.False(site.Route("WAN1-default1").Disabled);
        Assert.DoesNotContain("dwp:new", site.Comments("/ip/route"));
        site.Wait(300);
        AssertReverted(site);
        Assert.Empty(site.Router["/system/scheduler"].Rows);
        Assert.Equal(2, site.Log().Count(line => line == "script,warning dwp reverted"));
    }

    private static void Arm(SimulatedSite site)
    {
        site.At().Add("/system/script/add", "=name=dwp-revert", "=source=" + Revert, "=policy=read,write,test");
        var start = site.Router.WallTime.AddSeconds(300);
        var date = Router.Tools.RouterTime.Date(site.Router.Profile, start);
        site.At().Add("/system/scheduler/add", "=name=dwp-deadman", "=interval=5m", "=start-date=" + date, "=start-time=" + Router.Tools.RouterTime.Clock(start), "=on-event=dwp-revert", "=policy=read,write,test");
        site.At().Add("/system/scheduler/add", "=name=dwp-deadman-boot", "=start-time=startup", "=interval=0s", "=on-event=dwp-revert", "=policy=read,write,test");
        Assert.Equal($"{date} {Router.Tools.RouterTime.Clock(start)}", site.Scheduled("dwp-deadman")["next-run"]);
    }

    private static void Apply(SimulatedSite site)
    {
        Assert.Empty(From(site, 5, "/ip/route/set", "=.id=" + site.Route("WAN1-default1").Id, "=disabled=yes").Traps);
        Assert.Empty(From(site, 5, "/ip/route/add", "=dst-address=0.0.0.0/1", "=gateway=198.51.100.1", "=comment=dwp:new").Traps);
        Assert.Empty(From(site, 5, "/ip/route/add", "=dst-address=128.0.0.0/1", "=gateway=198.51.100.1", "=comment=dwp:new").Traps);
    }

    private static void AssertReverted(SimulatedSite site)
    {
        Assert.False(site.Route("WAN1-default1").Disabled);
        Assert.DoesNotContain("dwp:new", site.Comments("/ip/route"));
        Assert.Contains("script,warning dwp reverted", site.Log());
        Assert.Equal("ether1", site.Carrier());
    }
}
