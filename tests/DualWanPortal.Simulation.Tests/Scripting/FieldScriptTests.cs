using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Tests.Recipes;
using DualWanPortal.Simulation.Tests.World;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.Scripting;

/// <summary>Scripts in the styles that people write for failover, held by their effect and not by what they print.</summary>
public class FieldScriptTests
{
    internal const string Routes = """
        /ip route add dst-address=8.8.8.8/32 gateway=10.111.0.1 scope=10 comment=host1
        /ip route add dst-address=1.1.1.1/32 gateway=10.111.0.1 scope=10 comment=host2
        /ip route add dst-address=0.0.0.0/0 gateway=10.111.0.1 distance=1 comment="ISP1"
        /ip route add dst-address=0.0.0.0/0 gateway=10.112.0.1 distance=2 comment="ISP2"

        """;

    [Theory]
    [InlineData("6.49")]
    [InlineData("7.21")]
    public void PingLoop_ThatCountsMisses_SwitchesByDistance(string profile) => FailsOverAndBack(Scheduled(profile, "10s", """
        # two hosts, three pings each; both must be silent
        :local hosts {8.8.8.8;1.1.1.1}
        :local alive 0
        :foreach host in=$hosts do={
            :set alive ($alive + [/ping $host count=3 interval=200ms])
        }
        :local route [/ip route find where comment="ISP1"]
        :if ($alive = 0) do={
            :if ([/ip route get $route distance] != 10) do={
                /ip route set $route distance=10
                :log warning "ISP1 is down, traffic goes over ISP2"
            }
        } else={
            :if ([/ip route get $route distance] != 1) do={
                /ip route set $route distance=1
                :log info "ISP1 is back"
            }
        }
        """));

    [Fact]
    public void Hysteresis_InGlobals_WaitsForThreeFailures()
    {
        var site = Scheduled("7.21", "10s", """
            :global ispFails; :global ispState
            :if ([:typeof $ispFails] = "nothing") do={ :set ispFails 0; :set ispState "up" }
            :local ok [/ping 8.8.8.8 count=2]
            :if ($ok > 0) do={ :set ispFails 0 } else={ :set ispFails ($ispFails + 1) }
            :if ($ispFails >= 3 && $ispState = "up") do={
              :set ispState "down"; /ip/route/disable [find comment=ISP1]; :log error "down after $ispFails checks"
            }
            :if ($ispFails = 0 && $ispState = "down") do={ :set ispState "up"; /ip/route/enable [find comment=ISP1] }
            """);
        site.Break("ether1", "upstream-dead");
        site.Wait(20);
        Assert.Null(site.Carrier());
        site.Until("ether2", 25);
        Assert.Contains("script,error down after 3 checks", site.Log());
        site.ClearFaults();
        site.Until("ether1", 15);
    }

    [Fact]
    public void CommentToggle_MarksWhoSwitched()
    {
        var site = Scheduled("7.21", "5s", """
            :local r [/ip/route/find where comment~"^ISP1"]
            :if ([/ping 8.8.8.8 count=2] = 0) do={
                :foreach i in=$r do={ :if ([/ip/route/get $i disabled] = false) do={ /ip/route/set $i disabled=yes comment=("ISP1 off " . [/system/clock/get date]) } }
            } else={
                :foreach i in=[/ip/route/find where comment~"ISP1 off" disabled] do={ /ip/route/set $i disabled=no comment="ISP1" }
            }
            """);
        site.Break("ether1", "upstream-dead");
        site.Until("ether2", 15);
        Assert.Contains("ISP1 off 2026-03-02", site.Comments("/ip/route"));
        site.ClearFaults();
        site.Until("ether1", 15);
        Assert.Contains("ISP1", site.Comments("/ip/route"));
    }

    [Fact]
    public void StateFile_SurvivesAReboot()
    {
        var site = Scheduled("7.21", "10s", """
            :local name "wan-state.txt"
            :if ([:len [/file/find name=$name]] = 0) do={ /file/add name=$name contents="1" }
            :local last [/file/get $name contents]
            :local now "1"
            :if ([/ping 8.8.8.8 count=2] = 0) do={ :set now "2" }
            :if ($now != $last) do={
                /file/set $name contents=$now
                :if ($now = "2") do={ /ip/route/set [find comment=ISP1] distance=20 } else={ /ip/route/set [find comment=ISP1] distance=1 }
            }
            """);
        site.Break("ether1", "upstream-dead");
        site.Until("ether2", 20);
        site.Break(null, "reboot");
        site.Wait(60);
        Assert.Equal("2", site.Say(":put [/file/get wan-state.txt contents]"));
        Assert.Equal("ether2", site.Carrier());
    }

    [Fact]
    public void FetchJson_IsReadWithDeserialize()
    {
        var site = RecipeBench.Static(RouterProfile.V721, Routes);
        Assert.Equal("none", site.Say("""
            :local address "none"
            :do {
                :local answer [/tool/fetch url="https://api.example.com/ip.json" output=user as-value]
                :if (($answer->"status") = "finished" && [:len ($answer->"data")] > 0) do={ :set address ([:deserialize from=json ($answer->"data")]->"ip") }
            } on-error={ :log warning "no answer" }
            :put $address
            """));
        Assert.Empty(site.NotUnderstood);
    }

    [Fact]
    public void FunctionLibrary_SwitchesAndFlushes()
    {
        var site = RecipeBench.Static(RouterProfile.V721, Routes + """
            /system/script/add name=lib policy=read,write,test source=":global flush do={ :local n 0; :foreach c in=[/ip/firewall/connection/find where reply-dst-address~\$1] do={ :do { /ip/firewall/connection/remove \$c; :set n (\$n + 1) } on-error={} }; :return \$n }"
            /system/script/run lib
            """);
        site.At().Run("/ip/firewall/connection/print");
        Assert.Equal("flushed 3", site.Say("/system/script/run lib; :global flush; /ip/route/set [find comment=ISP1] distance=9; :put \"flushed $[$flush 10.111.0.2]\""));
        Assert.All(site.At().Run("/ip/firewall/connection/print").Rows, row => Assert.Equal("10.112.0.2", row["reply-dst-address"]));
    }

    [Fact]
    public void EmailOnChange_IsSentOnce()
    {
        var site = Scheduled("7.21", "5s", """
            :global lastGw
            :local gw [/ip/route/get [find where dst-address=0.0.0.0/0 active] gateway]
            :if ($gw != $lastGw) do={
                :if ([:len $lastGw] > 0) do={ /tool/e-mail/send to="noc@example.com" subject="gateway is $gw now" body="was $lastGw" server=9.9.9.9 }
                :set lastGw $gw
            }
            """);
        site.Wait(20);
        Assert.Empty(site.RecordedCalls);
        site.Break("ether1", "cable-out");
        site.Wait(60);
        Assert.Equal("noc@example.com", Assert.Single(site.RecordedCalls).Target);
    }

    [Fact]
    public void SchedulerThatRemovesItself_RunsOnce()
    {
        var site = RecipeBench.Static(RouterProfile.V721, Routes + "/system/scheduler/add name=once interval=20s on-event=\"/ip/route/set [find comment=ISP1] distance=30; /system/scheduler/remove [find name=once]\"");
        Assert.Equal("ether2", site.Carrier());
        Assert.Empty(site.Router["/system/scheduler"].Rows);
    }

    [Fact]
    public void LoadBalanceRepair_DisablesTheTableRouteOfADeadWan()
    {
        var site = RecipeBench.Static(RouterProfile.V721, "/routing/table/add name=t1 fib\n/routing/table/add name=t2 fib\n" + Routes + """
            /ip/route/add gateway=10.111.0.1 routing-table=t1 comment="t1"
            /ip/route/add gateway=10.112.0.1 routing-table=t2 comment="t2"
            /routing/rule/add src-address=192.168.88.0/24 action=lookup table=t1
            """);
        Assert.Equal("ether1", site.Carrier());
        site.At().Add("/system/scheduler/add", "=name=lb", "=interval=10s", "=on-event=" + """
            :local wans {{"name"="t1";"host"=8.8.8.8};{"name"="main";"host"=1.1.1.1}}
            :foreach w in=$wans do={
                :local alive ([/ping ($w->"host") count=2] > 0)
                :if (!$alive) do={ /ip/route { :foreach r in=[find where comment=($w->"name") !disabled] do={ set $r disabled=yes } } }
                :if ($alive) do={ /ip/route { :foreach r in=[find where comment=($w->"name") disabled] do={ set $r disabled=no } } }
            }
            /ip/route/set [find comment=ISP1] distance=([/ip/route/get [find comment=ISP1] distance])
            """);
        site.Break("ether1", "upstream-dead");
        site.Wait(30);
        Assert.True(site.Route("t1").Disabled);
        site.ClearFaults();
        site.Until("ether1", 25);
        Assert.Empty(site.NotUnderstood);
    }

    [Fact]
    public void LockAgainstASecondRun_SkipsIt()
    {
        var site = RecipeBench.Static(RouterProfile.V721, Routes);
        site.At().Add("/system/script/add", "=name=slow", "=policy=read,write,test", "=source=:if ([:len [/system/script/job/find where script=slow]] > 1) do={ :log warning busy; :error busy }; :delay 30s; :log info finished");
        site.Begin("/system/script/run slow");
        site.Wait(5);
        site.Say("/system/script/run slow", 5);
        site.Wait(40);
        Assert.Single(site.Log(), "script,warning busy");
        Assert.Single(site.Log(), "script,info finished");
    }

    [Fact]
    public void Retry_UntilTheWanIsThere_Succeeds()
    {
        var site = RecipeBench.Static(RouterProfile.V721, Routes);
        site.Break("ether1", "cable-out");
        site.Break("ether2", "cable-out");
        var answer = site.Begin(":retry command={ :if ([/ping 9.9.9.9 count=1] = 0) do={ :error \"no way out\" }; :put connected } delay=5s max=10 on-error={ :put never }");
        site.Wait(12);
        site.ClearFaults();
        site.Wait(30);
        Assert.Equal("connected", answer.Ret);
    }

    [Fact]
    public void ProbeByEachInterface_FindsTheDeadOne()
    {
        var site = RecipeBench.Static(RouterProfile.V721, """
            /ip/route/add gateway=10.111.0.1 comment=a
            /ip/route/add gateway=10.112.0.1 comment=b
            """);
        const string Script = ":local dead \"\"; :foreach i in={\"ether1\";\"ether2\"} do={ :if ([/ping 9.9.9.9 interface=$i count=2] = 0) do={ :set dead ($dead . $i) } }; :put \"dead:$dead\"";
        Assert.Equal("dead:", site.Say(Script));
        site.Break("ether2", "upstream-dead");
        Assert.Equal("dead:ether2", site.Say(Script));
    }

    private static SimulatedSite Scheduled(string profile, string interval, string script)
    {
        var site = RecipeBench.Static(RouterProfile.Named(profile)!, Routes);
        site.At().Add("/system/script/add", "=name=check", "=policy=ftp,read,write,test", "=source=" + script);
        site.At().Add("/system/scheduler/add", "=name=check", "=interval=" + interval, "=on-event=check");
        site.Wait(15);
        return site;
    }

    private static void FailsOverAndBack(SimulatedSite site)
    {
        Assert.Equal("ether1", site.Carrier());
        site.Break("ether1", "upstream-dead");
        site.Until("ether2", 40);
        site.ClearFaults();
        site.Until("ether1", 40);
        Assert.Empty(site.NotUnderstood);
        Assert.DoesNotContain(site.Log(), line => line.StartsWith("script,error", StringComparison.Ordinal));
    }
}
