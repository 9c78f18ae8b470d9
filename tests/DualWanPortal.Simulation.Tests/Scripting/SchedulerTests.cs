using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Tests.World;

namespace DualWanPortal.Simulation.Tests.Scripting;

public class SchedulerTests
{
    [Fact]
    public void Reference_3_14_Interval_RunsAgainAndAgainAndCounts()
    {
        var site = Sites.Settled("two-isps");
        site.At().Add("/system/scheduler/add", "=name=tick", "=interval=1m", "=on-event=:log info tick");
        Assert.Equal(("0", "2026-03-02 09:01:30"), (site.Scheduled("tick")["run-count"], site.Scheduled("tick")["next-run"]));
        site.Wait(185);
        Assert.Equal(("3", "2026-03-02 09:04:30"), (site.Scheduled("tick")["run-count"], site.Scheduled("tick")["next-run"]));
        Assert.Equal(3, site.Log().Count(line => line == "script,info tick"));
    }

    [Fact]
    public void Reference_3_14_OnceInThePast_NeverRuns()
    {
        var site = Sites.Settled("two-isps");
        site.At().Add("/system/scheduler/add", "=name=late", "=start-date=2026-03-01", "=start-time=08:00:00", "=on-event=:log info late");
        site.At().Add("/system/scheduler/add", "=name=soon", "=start-date=2026-03-02", "=start-time=09:05:00", "=on-event=:log info soon");
        site.Wait(3600);
        Assert.Equal((null, "0"), (site.Scheduled("late")["next-run"], site.Scheduled("late")["run-count"]));
        Assert.Equal((null, "1"), (site.Scheduled("soon")["next-run"], site.Scheduled("soon")["run-count"]));
    }

    [Fact]
    public void Reference_3_14_Startup_RunsThreeSecondsAfterBootOrOneIntervalAfter()
    {
        var site = Sites.Settled("two-isps");
        site.At().Add("/system/scheduler/add", "=name=boot", "=start-time=startup", "=on-event=:log info boot");
        site.At().Add("/system/scheduler/add", "=name=later", "=start-time=startup", "=interval=1m", "=on-event=:log info later");
        site.Wait(10);
        Assert.DoesNotContain("script,info boot", site.Log());
        site.Break(null, "reboot");
        while (!site.Router.IsUp)
            site.Wait(1);
        site.Wait(5);
        Assert.Contains("script,info boot", site.Log());
        Assert.DoesNotContain("script,info later", site.Log());
        site.Wait(60);
        Assert.Contains("script,info later", site.Log());
        Assert.Equal("1", site.Scheduled("boot")["run-count"]);
    }

    [Fact]
    public void Reference_6_2_ForwardClockJump_DelaysToTheNextMultiple()
    {
        var site = Sites.Settled("two-isps");
        site.At().Add("/system/scheduler/add", "=name=dm", "=interval=5m", "=start-date=2026-03-02", "=start-time=09:05:30", "=on-event=:log info fired");
        Assert.Empty(site.At().Run("/system/clock/set", "=date=2026-03-02", "=time=11:07:00").Traps);
        Assert.Equal("2026-03-02 11:10:30", site.Scheduled("dm")["next-run"]);
        site.Wait(180);
        Assert.DoesNotContain("script,info fired", site.Log());
        site.Wait(60);
        Assert.Contains("script,info fired", site.Log());
    }

    [Fact]
    public void Reference_6_2_BackwardClockJump_DisablesForLong()
    {
        var site = Sites.Settled("two-isps");
        site.At().Add("/system/scheduler/add", "=name=dm", "=interval=5m", "=start-date=2026-03-02", "=start-time=09:05:30", "=on-event=:log info fired");
        site.At().Run("/system/clock/set", "=date=1970-01-02", "=time=00:00:00");
        site.Wait(3600);
        Assert.DoesNotContain("script,info fired", site.Log());
        Assert.Equal("2026-03-02 09:05:30", site.Scheduled("dm")["next-run"]);
    }

    [Fact]
    public void Reference_3_14_NamedScript_RunsWithItsOwnPoliciesAndInlineTextWithThoseOfTheEntry()
    {
        var site = Sites.Settled("two-isps");
        site.At().Add("/system/script/add", "=name=writer", "=source=/ip dns set servers=1.1.1.1", "=policy=read,write");
        site.At().Add("/system/scheduler/add", "=name=byname", "=interval=1m", "=policy=read", "=on-event=writer");
        site.At().Add("/system/scheduler/add", "=name=inline", "=interval=1m", "=policy=read", "=on-event=/system script run writer");
        site.Wait(61);
        Assert.Equal("1.1.1.1", site.Router["/ip/dns"].Settings["servers"]);
        Assert.Contains("script,error executing script from scheduler (inline) failed, please check it manually", site.Log());
        Assert.Contains("script,error,debug not enough permissions (9) (/system/script/run; line 1)", site.Log());
        Assert.Equal("1", site.Router["/system/script"].Named("writer")!["run-count"]);
    }

    [Fact]
    public void Reference_3_14_NamedScriptThatFails_IsNamedInTheLog()
    {
        var site = Sites.Settled("two-isps");
        site.At().Add("/system/script/add", "=name=poor", "=source=:put 1\n/ip/dhcp-client/add interface=ether3", "=policy=read");
        site.At().Add("/system/scheduler/add", "=name=Y", "=interval=1m", "=on-event=poor");
        site.Wait(61);
        Assert.Contains("script,error executing script poor from scheduler (Y) failed, please check it manually", site.Log());
        Assert.Contains("script,error,debug not enough permissions (9) (/ip/dhcp-client/add; line 2)", site.Log());
    }

    [Fact]
    public void Reference_3_15_DeviceModeHome_RunsNoScheduler()
    {
        var site = Sites.Settled("two-isps", RouterProfile.V721Home);
        site.Router["/system/scheduler"].Add([new("name", "old"), new("interval", "10s"), new("on-event", ":log info ran")]);
        site.Wait(60);
        Assert.DoesNotContain("script,info ran", site.Log());
    }
}
