using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Tests.World;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.Scripting;

public class ExecuteTests
{
    [Fact]
    public void Reference_1_11_ExecuteWithoutAsString_ReturnsAJobAtOnce()
    {
        var site = Sites.Settled("two-isps");
        var answer = site.At().Run("/execute", "=script=:delay 10s; :log info done");
        Assert.True(answer.IsDone);
        var job = Assert.Single(site.Router["/system/script/job"].Rows);
        Assert.Equal((answer.Ret, "admin"), (job.Id, job["owner"]));
        site.Router.EndSession(1);
        site.Wait(11);
        Assert.Contains("script,info done", site.Log());
        Assert.Empty(site.Router["/system/script/job"].Rows);
    }

    [Fact]
    public void Reference_1_11_ExecuteAsString_WaitsAndCarriesErrorsInside()
    {
        var site = Sites.Settled("two-isps");
        var answer = site.Begin(":put a; :delay 5s; :put b; :error \"no more\"");
        site.Wait(4);
        Assert.False(answer.IsDone);
        site.Wait(2);
        Assert.Equal("a\nb\nno more", answer.Ret);
        Assert.Empty(answer.Traps);
    }

    [Fact]
    public void Reference_1_11_ExecuteAsString_Cancelled_EndsTheScript()
    {
        var site = Sites.Settled("two-isps");
        var answer = site.Begin(":delay 5s; :log info late");
        answer.Running!.Cancel();
        site.Wait(10);
        Assert.DoesNotContain("script,info late", site.Log());
        Assert.False(answer.IsDone);
    }

    [Fact]
    public void Reference_1_11_ScriptRun_IsSynchronousAndTraps()
    {
        var site = Sites.Settled("two-isps");
        site.At().Add("/system/script/add", "=name=slow", "=source=:delay 3s; :put hidden");
        site.At().Add("/system/script/add", "=name=bad", "=source=:error \"as told\"");
        var slow = site.At().Run("/system/script/run", "=number=slow");
        Assert.False(slow.IsDone);
        site.Wait(4);
        Assert.Equal((true, null), (slow.IsDone, slow.Ret));
        Assert.Equal("as told", site.At().Refusal("/system/script/run", "=.id=bad"));
        Assert.Equal("no such item", site.At().Refusal("/system/script/run", "=number=none"));
        Assert.NotNull(site.Router["/system/script"].Named("slow")!["last-started"]);
    }

    [Fact]
    public void Reference_3_14_CallerWithoutTheScriptsPolicies_IsRefused()
    {
        var site = Sites.Settled("two-isps");
        site.At().Add("/system/script/add", "=name=wide", "=source=:log info ran");
        var answer = site.RunAs(["read", "write", "test", "api"], "/system/script/run", "=number=wide");
        Assert.Equal("not enough permissions (9)", Assert.Single(answer.Traps).Message);
        site.At().Run("/system/script/set", "=.id=wide", "=dont-require-permissions=yes");
        Assert.Empty(site.RunAs(["read", "write", "test", "api"], "/system/script/run", "=number=wide").Traps);
        Assert.Contains("script,info ran", site.Log());
    }

    [Fact]
    public void Reference_1_11_ExecuteOnV6_IsOnlyFireAndForget()
    {
        var site = Sites.Settled("two-isps", RouterProfile.V649);
        var answer = site.At().Run("/execute", "=script=:log info v6");
        Assert.Equal((true, null), (answer.IsDone, answer.Ret));
        site.Wait(1);
        Assert.Contains("script,info v6", site.Log());
        Assert.Equal("unknown parameter", site.At().Refusal("/execute", "=script=:put 1", "=as-string="));
    }

    [Fact]
    public void Reference_3_13_ExecuteExport_ReturnsTheText() =>
        Assert.Contains("/ip route", Sites.Settled("two-isps").Say("/export"), StringComparison.Ordinal);

    [Fact]
    public void Reference_3_13_Import_StopsInTheMiddleAndRollsNothingBack()
    {
        var site = Sites.Settled("two-isps");
        site.Router["/file"].Add([new("name", "x.rsc"), new("contents", "/ip firewall address-list\nadd list=a address=192.0.2.1\nadd list=a address=192.0.2.1\nadd list=a address=192.0.2.2\n")]);
        Assert.StartsWith("failure: already have such entry (/ip/firewall/address-list/add; line 3)", site.At().Refusal("/import", "=file-name=x.rsc"), StringComparison.Ordinal);
        Assert.Single(site.Router["/ip/firewall/address-list"].Rows);
    }

    [Fact]
    public void Execute_MenuCommands_AreThoseOfTheApi()
    {
        var site = Sites.Settled("two-isps");
        Assert.Equal("yes 2 ether1,ether2 1", site.Say("""
            /ip firewall address-list
            add list=x address=192.0.2.1 comment=one
            add list=x address=192.0.2.2 disabled=yes
            :local two [find where list=x and !comment]
            :if ([get $two disabled]) do={ set $two comment="was off" disabled=no }
            remove [find comment=nobody]
            :local names ""
            :foreach port in=[/interface/ethernet/find where name~"^ether[12]\$"] do={ :set names ($names . [/interface ethernet get $port name] . ",") }
            :put ("yes " . [:len [find list=x]] . " " . [:pick $names 0 ([:len $names] - 1)] . " " . [/ip firewall address-list print count-only where comment~"off"])
            """)!.Split('\n')[^1]);
    }

    [Fact]
    public void Reference_3_14_FindWithUnquotedPrefix_MatchesOnlyNetworks()
    {
        var site = Sites.Settled("two-isps");
        Assert.Equal("0\n1", site.Say(":put [:len [/ip address find address=192.168.88.1/24]]; :put [:len [/ip address find address=\"192.168.88.1/24\"]]"));
        Assert.NotEqual("0", site.Say(":put [:len [/ip route find dst-address=0.0.0.0/0]]"));
    }

    [Fact]
    public void Add_UnquotedPrefix_KeepsTheAddressThatWasWritten()
    {
        var site = Sites.Settled("two-isps");
        Assert.Equal("10.9.0.7/24 10.9.0.0/24",
            site.Say("/ip address add address=10.9.0.7/24 interface=ether2 comment=x; :local p 10.9.0.7/24; :put ([/ip address get [find comment=x] address] . \" \" . $p)")!.Split('\n')[^1]);
    }

    [Fact]
    public void Reference_3_12_PingInAScript_AnswersHowManyCameBack()
    {
        var site = Sites.Settled("two-isps");
        Assert.Equal("3", site.Say(":put [/tool ping 9.9.9.9 count=3]"));
        site.Break("ether1", "upstream-dead");
        site.Wait(60);
        Assert.Equal("0", site.Say(":put [/ping 192.0.2.77 count=2]"));
        Assert.Equal(Internet.AddressOf("example.com")!.Value.ToString(), site.Say(":put [:resolve example.com]"));
    }

    [Fact]
    public void Execute_ScriptThatNeverRests_IsStopped()
    {
        var site = Sites.Settled("two-isps");
        Assert.Contains("never rests", site.Say(":while (true) do={ :local x 1 }", 60), StringComparison.Ordinal);
        var polite = site.At().Run("/execute", "=script=:while (true) do={ :delay 1s }");
        site.Wait(3600);
        Assert.Equal(polite.Ret, Assert.Single(site.Router["/system/script/job"].Rows).Id);
    }

    [Fact]
    public void Execute_EndlessRecursion_IsStopped() =>
        Assert.Contains("nested too deeply", Sites.Settled("two-isps").Say(":global f do={ :global f; $f 1 }; $f 1"), StringComparison.Ordinal);

    [Fact]
    public void Execute_TooManyJobs_IsRefused()
    {
        var site = Sites.Settled("two-isps");
        for (var job = 0; job < 32; job++)
            Assert.Empty(site.At().Run("/execute", "=script=:delay 1h").Traps);
        Assert.Single(site.At().Run("/execute", "=script=:delay 1h").Traps);
    }
}
