using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Commands;
using DualWanPortal.Simulation.Tests.Commands;
using DualWanPortal.Simulation.Tests.Scripting;
using DualWanPortal.Simulation.Tests.World;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.History;

public class SafeModeTests
{
    [Fact]
    public void Reference_6_1_Release_KeepsWhatWasChanged()
    {
        var site = Sites.Settled("two-isps");
        Assert.Empty(From(site, 5, "/safe-mode/take").Traps);
        var shown = Assert.Single(From(site, 5, "/safe-mode/print").Rows);
        Assert.Equal(("true", "admin", "true"), (shown["enabled"], shown["user"], shown["current"]));
        Assert.Equal("false", Assert.Single(From(site, 6, "/safe-mode/print").Rows)["current"]);
        From(site, 5, "/system/identity/set", "=name=changed");
        Assert.Equal("true", site.Router["/system/history"].Rows[0]["floating-undo"]);
        Assert.Empty(From(site, 5, "/safe-mode/release").Traps);
        site.Router.EndSession(5);
        site.Wait(3600);
        Assert.Equal(("changed", "false"), (Name(site), site.Router["/safe-mode"].Settings["enabled"]));
    }

    [Fact]
    public void Reference_6_1_Unroll_UndoesChangesOfAllSessionsAndStaysConnected()
    {
        var site = Sites.Settled("two-isps");
        var before = Name(site);
        From(site, 5, "/safe-mode/take");
        From(site, 5, "/system/identity/set", "=name=changed");
        From(site, 6, "/ip/firewall/address-list/add", "=list=other", "=address=192.0.2.1");
        Assert.Empty(From(site, 5, "/safe-mode/unroll").Traps);
        Assert.Equal(before, Name(site));
        Assert.Empty(site.Router["/ip/firewall/address-list"].Rows);
        Assert.Empty(site.Router["/system/history"].Rows);
    }

    [Fact]
    public void Reference_6_1_ClosedSession_RollsBackWithinSeconds()
    {
        var site = Sites.Settled("two-isps");
        var before = Name(site);
        From(site, 5, "/safe-mode/take");
        From(site, 5, "/system/identity/set", "=name=changed");
        site.Router.EndSession(6);
        site.Wait(60);
        Assert.Equal("changed", Name(site));
        site.Router.EndSession(5);
        Assert.Equal("changed", Name(site));
        site.Wait(30);
        Assert.Equal((before, "false"), (Name(site), site.Router["/safe-mode"].Settings["enabled"]));
    }

    [Fact]
    public void Reference_6_1_VanishedSession_RollsBackAfterNineMinutes()
    {
        var site = Sites.Settled("two-isps");
        var before = Name(site);
        From(site, 5, "/safe-mode/take");
        From(site, 5, "/system/identity/set", "=name=changed");
        site.Router.EndSession(5, abrupt: true);
        site.Wait(530);
        Assert.Equal("changed", Name(site));
        site.Wait(20);
        Assert.Equal(before, Name(site));
    }

    [Fact]
    public void Reference_6_1_SecondTaker_IsRefusedAndMayReleaseAStaleHold()
    {
        var site = Sites.Settled("two-isps");
        From(site, 5, "/safe-mode/take");
        Assert.Equal("failure: safe mode is held by admin", Assert.Single(From(site, 6, "/safe-mode/take").Traps).Message);
        site.Router.EndSession(5, abrupt: true);
        Assert.Empty(From(site, 6, "/safe-mode/release").Traps);
        Assert.Empty(From(site, 6, "/safe-mode/take").Traps);
        From(site, 6, "/system/identity/set", "=name=mine");
        site.Wait(600);
        Assert.Equal("mine", Name(site));
    }

    [Fact]
    public void Reference_6_1_MoreThanAHundredActions_EndSafeModeWithoutUndo()
    {
        var site = Sites.Settled("two-isps");
        From(site, 5, "/safe-mode/take");
        for (var number = 0; number < 100; number++)
            From(site, 5, "/system/identity/set", $"=name=r{number}");
        Assert.Equal("true", site.Router["/safe-mode"].Settings["enabled"]);
        From(site, 5, "/system/identity/set", "=name=last");
        Assert.Equal("false", site.Router["/safe-mode"].Settings["enabled"]);
        site.Router.EndSession(5);
        site.Wait(600);
        Assert.Equal("last", Name(site));
    }

    [Fact]
    public void Reference_6_1_OldVersions_HaveNone()
    {
        Assert.Equal("no such command or directory (safe-mode)", From(Sites.Settled("two-isps", RouterProfile.V712), 5, "/safe-mode/take").Traps[0].Message);
        Assert.Equal("no such command or directory (safe-mode)", From(Sites.Settled("two-isps", RouterProfile.V649), 5, "/safe-mode/take").Traps[0].Message);
    }

    [Fact]
    public void Reference_6_1_Toggle_TakesAndReleases()
    {
        var site = Sites.Settled("two-isps", RouterProfile.V718);
        From(site, 5, "/safe-mode/toggle");
        Assert.Equal("true", site.Router["/safe-mode"].Settings["enabled"]);
        From(site, 5, "/safe-mode/toggle");
        Assert.Equal("false", site.Router["/safe-mode"].Settings["enabled"]);
        Assert.Equal("failure: not in safe mode", Assert.Single(From(site, 5, "/safe-mode/unroll").Traps).Message);
    }

    internal static Answer From(SimulatedSite site, long session, string path, params string[] words)
    {
        var answer = new Answer();
        var arguments = words.Select(word => word.IndexOf('=', 1) is var second && second < 0 ? KeyValuePair.Create(word[1..], "") : KeyValuePair.Create(word[1..second], word[(second + 1)..]));
        answer.Running = RouterCommands.Run(site.Router, new CommandRequest(path, [.. arguments], [], new Caller("admin", [.. CommandDesk.AllPolicies], session)), answer);
        return answer;
    }

    private static string? Name(SimulatedSite site) => site.Router["/system/identity"].Settings["name"];
}
