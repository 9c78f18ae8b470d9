using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Tests.Scripting;
using DualWanPortal.Simulation.Tests.World;
using static DualWanPortal.Simulation.Tests.History.SafeModeTests;

namespace DualWanPortal.Simulation.Tests.History;

/// <summary>What of safe mode and history can be seen over the API (reference 6.1, 6.3); keys of the console cannot be pressed there.</summary>
public sealed class SafeModeFactsTests
{
    [Fact]
    public void Reference_6_1_PrintAndGet_TellWhoHoldsItAndWhetherItIsTheAsker()
    {
        var site = Sites.Settled("two-isps");
        Assert.Equal(("false", "", "false"), Seen(5));
        Assert.Empty(From(site, 5, "/safe-mode/take").Traps);
        Assert.Equal(("true", "admin", "true"), Seen(5));
        Assert.Equal(("true", "admin", "false"), Seen(6));
        Assert.Equal("true", From(site, 6, "/safe-mode/get", "=value-name=enabled").Ret);
        Assert.Empty(From(site, 5, "/safe-mode/release").Traps);
        Assert.Equal(("false", "", "false"), Seen(5));

        (string, string, string) Seen(long session)
        {
            var row = From(site, session, "/safe-mode/print").Rows.Single();
            return (row["enabled"], row["user"], row["current"]);
        }
    }

    [Fact]
    public void Reference_6_1_Take_HasOnErrorAndNoOtherArgument()
    {
        var site = Sites.Settled("two-isps");
        Assert.Equal("unknown parameter force", Assert.Single(From(site, 5, "/safe-mode/take", "=force=yes").Traps).Message);
        Assert.Equal("false", From(site, 5, "/safe-mode/print").Rows.Single()["enabled"]);
        Assert.Empty(From(site, 5, "/safe-mode/take", "=on-error=unroll").Traps);
        Assert.Equal("true", From(site, 5, "/safe-mode/print").Rows.Single()["enabled"]);
    }

    [Fact]
    public void Reference_6_1_ChangesOfEverySession_FloatWhileItIsHeldAndSettleWithTheRelease()
    {
        var site = Sites.Settled("two-isps");
        From(site, 6, "/ip/pool/add", "=name=before", "=ranges=10.0.0.1");
        From(site, 5, "/safe-mode/take");
        From(site, 6, "/ip/pool/add", "=name=of-another", "=ranges=10.0.0.2");
        From(site, 5, "/ip/pool/add", "=name=of-the-holder", "=ranges=10.0.0.3");
        Assert.Equal(["true", "true", "false"], Floating());
        From(site, 5, "/safe-mode/release");
        Assert.Equal(["false", "false", "false"], Floating());
        Assert.Equal(["before", "of-another", "of-the-holder"], site.At().Run("/ip/pool/print", "?name=default-dhcp", "?#!").Rows.Select(row => row["name"]));

        string[] Floating() => [.. From(site, 6, "/system/history/print").Rows.Take(3).Select(row => row.GetValueOrDefault("floating-undo", "false"))];
    }

    [Fact]
    public void Reference_6_1_UnrolledActions_LeaveTheHistory()
    {
        var site = Sites.Settled("two-isps");
        From(site, 6, "/ip/pool/add", "=name=before", "=ranges=10.0.0.1");
        From(site, 5, "/safe-mode/take");
        From(site, 5, "/ip/pool/remove", "=.id=before");
        From(site, 5, "/safe-mode/unroll");
        Assert.Equal("pool added", From(site, 5, "/system/history/print").Rows[0]["action"]);
        Assert.Single(site.At().Run("/ip/pool/print", "?name=before").Rows);
    }

    [Fact]
    public void Reference_6_3_UndoneAction_IsRedoableAndNotUndoable()
    {
        var site = Sites.Settled("two-isps");
        site.At().Add("/ip/pool/add", "=name=p", "=ranges=10.0.0.1");
        Assert.Empty(site.At().Run("/undo").Traps);
        var row = site.At().Run("/system/history/print").Rows[0];
        Assert.Equal(("false", true), (row.GetValueOrDefault("undoable", "false"), row["redoable"] == "true"));
        Assert.Empty(site.At().Run("/ip/pool/print", "?name=p").Rows);
        Assert.Empty(site.At().Run("/redo").Traps);
        Assert.Single(site.At().Run("/ip/pool/print", "?name=p").Rows);
    }

    [Fact]
    public void Reference_6_3_TextsOfHistory_AreCommandsThatTheConsoleRuns()
    {
        var site = Sites.Settled("two-isps");
        site.At().Add("/ip/firewall/address-list/add", "=list=l", "=address=198.51.100.7", "=comment=two words");
        var row = site.At().Run("/system/history/print").Rows[0];
        site.Say(row["undo"]);
        Assert.Empty(site.At().Run("/ip/firewall/address-list/print", "?list=l").Rows);
        site.Say(row["redo"]);
        Assert.Equal("two words", site.At().Run("/ip/firewall/address-list/print", "?list=l").Rows.Single()["comment"]);
    }
}
