using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Tests.Commands;
using DualWanPortal.Simulation.Tests.World;

namespace DualWanPortal.Simulation.Tests.Scripting;

/// <summary>What rows of scripts, scheduler and jobs show (reference 3.14).</summary>
public sealed class ScriptFactsTests
{
    [Theory]
    [InlineData("6.49", "^mar/02/2026 09:0[0-9]:[0-9]{2}$")]
    [InlineData("7.21", "^2026-03-02 09:0[0-9]:[0-9]{2}$")]
    public void Reference_3_14_Script_CountsItsRunsAndKnowsTheLast(string profile, string time)
    {
        var site = Sites.Settled("two-isps", RouterProfile.Named(profile));
        site.At().Add("/system/script/add", "=name=s", "=source=:log info hello");
        Assert.Equal(("0", false, "admin"), (Row()["run-count"], Row().ContainsKey("last-started"), Row()["owner"]));
        foreach (var _ in new int[3])
        {
            Assert.Empty(site.At().Run("/system/script/run", "=number=s").Traps);
            site.Wait(20);
        }
        Assert.Equal("3", Row()["run-count"]);
        Assert.Matches(time, Row()["last-started"]);
        var last = Row()["last-started"];
        site.Wait(60);
        site.At().Run("/system/script/run", "=.id=s");
        Assert.NotEqual(last, Row()["last-started"]);
        foreach (var name in new[] { "run-count", "last-started", "owner", "invalid" })
            Assert.StartsWith("unknown parameter", site.At().Refusal("/system/script/set", "=.id=s", $"={name}=1"), StringComparison.Ordinal);

        Dictionary<string, string> Row() => site.At().Run("/system/script/print", "?name=s").Rows.Single();
    }

    [Fact]
    public void Reference_3_14_SourceThatCannotBeRead_MakesAScriptInvalid()
    {
        var desk = Sites.Settled("two-isps").At();
        desk.Add("/system/script/add", "=name=s", "=source=:if (1=1) do={ :put \"open");
        Assert.Equal("true", Row()["invalid"]);
        Assert.NotEmpty(desk.Run("/system/script/run", "=number=s").Traps);
        Assert.Empty(desk.Run("/system/script/set", "=.id=s", "=source=:put closed").Traps);
        Assert.False(Row().ContainsKey("invalid"));

        Dictionary<string, string> Row() => desk.Run("/system/script/print", "?name=s").Rows.Single();
    }

    [Fact]
    public void Reference_3_14_RunCountOfTheScheduler_BeginsAnewWithABoot()
    {
        var site = Sites.Settled("two-isps");
        site.At().Add("/system/scheduler/add", "=name=t", "=interval=10s", "=on-event=:log info tick");
        site.Wait(65);
        Assert.InRange(int.Parse(Row()["run-count"], null), 6, 7);
        site.Break(null, "reboot");
        site.Wait(60);
        Assert.InRange(int.Parse(Row()["run-count"], null), 0, 5);
        Assert.Matches("^2026-03-02 09:", Row()["next-run"]);

        Dictionary<string, string> Row() => site.At().Run("/system/scheduler/print").Rows.Single();
    }

    [Fact]
    public void Reference_3_14_Job_IsListedAndRemovingItEndsIt()
    {
        var site = Sites.Settled("two-isps");
        var id = site.At().Run("/execute", "=script=:delay 60s; :log info survived").Ret!;
        var job = site.At().Run("/system/script/job/print").Rows.Single();
        Assert.Equal((id, "admin", "command"), (job[".id"], job["owner"], job["type"]));
        Assert.Matches("^2026-03-02 09:", job["started"]);
        Assert.Empty(site.At().Run("/system/script/job/remove", "=.id=" + id).Traps);
        site.Wait(120);
        Assert.Empty(site.At().Run("/system/script/job/print").Rows);
        Assert.DoesNotContain("script,info survived", site.Log());
    }

    [Theory]
    [InlineData("7.15", true)]
    [InlineData("7.12", false)]
    public void Reference_3_14_UseScriptPermissions_IsSince715(string version, bool known)
    {
        var site = Sites.Settled("two-isps", RouterProfile.V712 with { Version = new(7, int.Parse(version[2..], null), 0) });
        site.At().Add("/system/script/add", "=name=s", "=source=:log info hello");
        var answer = site.RunAs(["read", "write"], "/system/script/run", "=number=s", "=use-script-permissions=");
        Assert.Equal(known ? [] : ["unknown parameter use-script-permissions"], answer.Traps.Select(trap => trap.Message));
        Assert.Equal("not enough permissions (9)", Assert.Single(site.RunAs(["read", "write"], "/system/script/run", "=number=s").Traps).Message);
    }

    [Fact]
    public void Reference_1_11_ScriptsBeyond64Kilobytes_AreRefused()
    {
        var site = Sites.Settled("two-isps");
        Assert.Empty(site.At().Run("/execute", "=script=:put 1 " + new string(' ', 60_000), "=as-string=").Traps);
        Assert.Equal("invalid value for argument script", site.At().Refusal("/execute", "=script=:put 1 " + new string(' ', 66_000), "=as-string="));
    }
}
