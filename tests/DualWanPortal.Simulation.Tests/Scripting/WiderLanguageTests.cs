using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Tests.World;

namespace DualWanPortal.Simulation.Tests.Scripting;

/// <summary>The corners of the language that scripts of the field use (reference 3.14); wording of values as the console shows them.</summary>
public class WiderLanguageTests
{
    [Theory]
    [InlineData(":local n 0; :retry command={ :set n ($n + 1); :if ($n < 3) do={ :error again } } delay=1 max=5 on-error={ :put gave-up }; :put $n", "3")]
    [InlineData(":retry command={ :error no } delay=1 max=2 on-error={ :put gave-up }", "gave-up")]
    [InlineData(":local x [:rndnum from=5 to=5]; :put $x; :put ([:rndnum from=1 to=9] < 10)", "5\ntrue")]
    [InlineData(":put [:len [:rndstr length=12]]; :put [:rndstr length=3 from=a]", "12\naaa")]
    [InlineData(":put [:typeof [:timestamp]]; :put ([:timestamp] > 50w)", "time\ntrue")]
    [InlineData(":put [:convert \"abc\" to=base64]; :put [:convert \"YWJj\" from=base64]; :put [:convert \"abc\" to=hex]", "YWJj\nabc\n616263")]
    [InlineData(":put [:convert \"aBc\" transform=uc]; :put [:convert \"a b&c\" to=url]", "ABC\na%20b%26c")]
    [InlineData(":put [:serialize to=json value={a=1;b=\"x\";c={1;2};d=true}]", "{\"a\":1,\"b\":\"x\",\"c\":[1,2],\"d\":true}")]
    [InlineData(":local m [:deserialize from=json value=\"{\\\"a\\\":{\\\"b\\\":[5,6]},\\\"c\\\":\\\"t\\\"}\"]; :put ($m->\"a\"->\"b\"->1); :put ($m->\"c\")", "6\nt")]
    [InlineData(":local a {1;2;3}; :set ($a->1) 9; :put $a; :set ($a->\"k\") x; :put ($a->\"k\")", "1;9;3\nx")]
    [InlineData(":local m [:toarray \"\"]; :set ($m->\"a\"->\"b\") 5; :put ($m->\"a\"->\"b\"); :put [:len $m]", "5\n1")]
    [InlineData(":put [:typeof [:find \"abc\" \"z\"]]; :put [:typeof [:tonum \"x\"]]; :put [:typeof $none]; :put [:typeof [:nothing]]", "nil\nnil\nnothing\nnothing")]
    [InlineData(":local x; :put (any $x); :local y 1; :put (any $y)", "false\ntrue")]
    [InlineData(":put [:pick \"abcdef\" 2 [:find \"abc\" \"z\"]]; :put [:pick \"abcdef\" -1 3]; :put [:pick \"abc\" 1 99]; :put [:len [:pick \"abc\" 9]]", "cdef\nabc\nbc\n0")]
    [InlineData(":put [:tonum \"0x1F\"]; :put [:tonum 00:01:10]; :put [:totime 90]; :put [:totime \"1d2h\"]; :put [:toip \"bad\"]; :put [:tobool \"yes\"]", "31\n70\n00:01:30\n1d02:00:00\n\ntrue")]
    [InlineData(":put [:toarray \"1,2,3\"]; :put [:len [:toarray \"\"]]; :put ([:toarray \"a,b\"]->1)", "1;2;3\n0\nb")]
    [InlineData(":put (\"ab\" in {\"ab\";\"c\"}); :put (\"a\" = \"a\" && !(1 > 2) || false)", "true\ntrue")]
    [InlineData(":put (192.168.1.77 & 255.255.255.0)", "192.168.1.0")]
    [InlineData(":local f do={ :local s 0; :for i from=$1 to=$2 do={ :set s ($s + $i) }; :return ($s * $times) }; :put [$f 1 3 times=2]; :put ([$f 1 2 times=1] + 1)", "12\n4")]
    [InlineData(":global fact do={ :global fact; :if ($1 < 2) do={ :return 1 }; :return ($1 * [$fact ($1 - 1)]) }; :put [$fact 6]", "720")]
    [InlineData("/ip route { :foreach r in=[find where comment~\"WAN1-def\"] do={ :put [get $r comment] } }", "WAN1-default1\nWAN1-default2")]
    [InlineData("/ip/route/{ :put [:len [find comment=WAN1-default1]] }", "1")]
    [InlineData("/ip {\n route { :put [:len [find comment=WAN1-default1]] }\n dns set servers=9.9.9.9\n}\n:put [/ip dns get servers]", "1\n9.9.9.9")]
    [InlineData("/ip route\n:put [:len [find comment=WAN1-default1]]\n/system identity\n:put [get name]", "1\ntwo-isps")]
    [InlineData(":put [/ip route get [find comment=WAN1-default1] distance]; :put [/ip route get [find comment=WAN1-default1] value-name=gateway]", "1\n8.8.8.8")]
    [InlineData(":put ([/ip route get [find comment=WAN1-default1]]->\"gateway\")", "8.8.8.8")]
    [InlineData(":foreach r in=[/ip route print as-value where comment=WAN1-default1] do={ :put ($r->\"gateway\") }", "8.8.8.8")]
    [InlineData(":put [:len [/ip route find where (dst-address=0.0.0.0/0 and !disabled) or comment~\"hold\"]]", "8")]
    [InlineData(":put [/ip route print count-only where dst-address=0.0.0.0/0 active]", "1\n1")]
    [InlineData(":put [:len [/ip address find where address in 203.0.113.0/24]]", "1")]
    [InlineData(":put [/ping 8.8.8.8 count=2]; :put [/tool ping address=1.1.1.1 count=1]", "2\n1")]
    [InlineData(":local p [/ping 8.8.8.8 count=2 as-value]; :put [:len $p]; :put (($p->0)->\"host\")", "2\n8.8.8.8")]
    [InlineData(":put ([/tool fetch url=\"https://ip.example.com/\" output=user as-value]->\"status\")", "finished")]
    [InlineData(":put [:typeof [:resolve www.example.com server=1.1.1.1]]; :put [:typeof [:resolve server=1.1.1.1 domain-name=www.example.com]]", "ip\nip")]
    [InlineData(":local s \"name with\"; :put \"text $s \\$s [:len $s] $[:len $s] $($s . \"!\")\"", "text name with $s [:len name with] 9 name with!")]
    [InlineData(":if ([/interface get ether1 running]) do={ :put up }; :put [/interface get [find name=ether1] running]", "up\ntrue")]
    [InlineData(":local \"my var\" 3; :put $\"my var\"; :set \"my var\" 4; :put ($\"my var\" + 1)", "3\n5")]
    [InlineData(":do { /ip route add gateway=nonsense! } on-error={ :put failed }; :put after", "failed\nafter")]
    [InlineData(":onerror e in={ /ip route remove *FFFF } do={ :put $e }", "no such item (/ip/route/remove; line 1)")]
    [InlineData(":if ((1 = 1) && ([:len \"x\"] = 1)) do={ :put a } else={ :if (true) do={ :put b } }", "a")]
    [InlineData(":put 1; :exit; :put 2", "1")]
    [InlineData(":put [:tostr {1;2}]; :put (\"x\" . {1;2})", "1;2\nx1;2")]
    [InlineData(":local d [/system clock get date]; :put [:pick $d 0 4]; :put [:len [/system clock get time]]", "2026\n8")]
    [InlineData(":global a 1; :global b 2; :environment print; :set a; :put [:typeof $a]", "a=1\nb=2\nnothing")]
    [InlineData(":put (\"a\" < \"b\"); :put (5 <= 5); :put (1h > 30m); :put (10.0.0.2 > 10.0.0.1)", "true\ntrue\ntrue\ntrue")]
    [InlineData(":put [:time { :delay 2s }]", "00:00:02")]
    [InlineData(":local i 0; :while (true) do={ :set i ($i + 1); :if ($i = 4) do={ :error \"left at $i\" } }", "left at 4")]
    [InlineData(":put [/system script environment print count-only]", "0\n0")]
    [InlineData(":put ([/system/resource/get]->\"version\")", "7.21.1 (stable)")]
    [InlineData(":put [:len [/interface find where running && type=ether]]; :put [:len [/interface find running type=ether]]", "5\n5")]
    [InlineData(":local r [/ip route find comment=WAN1-default1]; /ip route set $r distance=([/ip route get $r distance] + 4); :put [/ip route get $r distance]", "5")]
    [InlineData(":foreach name,value in=[/ip dns get] do={ :if ($name = \"servers\") do={ :put $value } }", "9.9.9.9;149.112.112.112")]
    public void Reference_3_14_Execute_Script_Prints(string script, string expected) => Assert.Equal(expected, Sites.Settled("two-isps").Say(script));

    [Theory]
    [InlineData(":put [:timestamp]")]
    [InlineData(":serialize to=json value=1")]
    [InlineData(":retry command={ :put 1 } delay=1 max=2")]
    [InlineData(":put [:convert abc to=hex]")]
    public void Reference_3_14_WordsOfNewVersions_AreUnknownToOldOnes(string script)
    {
        var site = Sites.Settled("two-isps", RouterProfile.V649);
        site.Router["/system/script"].Add([new("name", "s"), new("source", script), new("policy", "read,write,test")]);
        Assert.StartsWith("bad command name", Assert.Single(site.At().Run("/system/script/run", "=number=s").Traps).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reference_3_14_MonitorWithDo_SeesItsValuesAsVariables()
    {
        var site = Sites.Settled("dhcp-pppoe");
        Assert.Equal("connected", site.Say("/interface pppoe-client monitor pppoe-out1 once do={ :put $status }"));
        Assert.Equal("connected", site.Say(":local m [/interface pppoe-client monitor pppoe-out1 once as-value]; :put ($m->\"status\")"));
        Assert.Equal("link-ok", site.Say("/interface ethernet monitor ether1 once do={ :put $status }"));
    }

    [Fact]
    public void Reference_3_14_GlobalFunction_ServesOtherScriptsOfItsUser()
    {
        var site = Sites.Settled("two-isps");
        site.Say(":global switchTo do={ /ip route set [find comment=\"WAN1-default1\"] distance=$1; :return \"done $2\" }");
        Assert.Equal("done now", site.Say(":global switchTo; :put [$switchTo 7 now]"));
        Assert.Equal("7", site.Route("WAN1-default1")["distance"]);
        site.At().Add("/system/scheduler/add", "=name=s", "=interval=10s", "=on-event=:global switchTo; $switchTo 9 later");
        site.Wait(15);
        Assert.Equal("9", site.Route("WAN1-default1")["distance"]);
    }

    [Fact]
    public void Reference_3_14_LogLevels_BecomeTopics()
    {
        var site = Sites.Settled("two-isps");
        site.Say(":log info one; :log warning \"two words\"; :log error message=three; /log info four; :log debug five");
        Assert.Equal(["script,info one", "script,warning two words", "script,error three", "script,info four"], site.Log().Where(line => line.StartsWith("script,", StringComparison.Ordinal)));
    }

    [Fact]
    public void Reference_3_14_ScriptRun_ByNameAndByFind()
    {
        var site = Sites.Settled("two-isps");
        site.At().Add("/system/script/add", "=name=inner", "=source=:log info inner", "=policy=read,write,test");
        site.Say("/system script run inner; /system/script/run [find name=inner]");
        Assert.Equal(2, site.Log().Count(line => line == "script,info inner"));
    }

    [Fact]
    public void Reference_3_14_WhatCannotRun_IsSaidInLogAndInTheList()
    {
        var site = Sites.Settled("two-isps");
        site.At().Add("/system/scheduler/add", "=name=s", "=interval=10s", "=on-event=/tool snmp-walk address=10.0.0.1");
        site.Wait(15);
        Assert.Contains(site.Log(), line => line.StartsWith("script,error executing script from scheduler (s) failed", StringComparison.Ordinal));
        Assert.Contains(site.NotUnderstood, note => note.Contains("snmp-walk", StringComparison.Ordinal));
    }
}
