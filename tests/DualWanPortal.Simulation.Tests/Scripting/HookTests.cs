using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Tests.World;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.Scripting;

public class HookTests
{
    private const string Down = "/ip/route/set [find comment=\"ether1-plain\"] disabled=yes";
    private const string Up = "/ip/route/set [find comment=\"ether1-plain\"] disabled=no";

    [Fact]
    public void Reference_5_C_NetwatchScripts_FailOverAndBack()
    {
        var site = NetwatchRecipe();
        site.Wait(20);
        Assert.Equal("ether1", site.Carrier());
        site.Break("ether1", "upstream-dead");
        site.Wait(15);
        Assert.True(site.Route("ether1-plain").Disabled);
        Assert.Equal("ether2", site.Carrier());
        site.ClearFaults();
        site.Wait(15);
        Assert.False(site.Route("ether1-plain").Disabled);
        Assert.Equal("ether1", site.Carrier());
        Assert.Empty(site.NotUnderstood);
    }

    [Fact]
    public void Reference_5_C_RebootWhileDown_KeepsTheSavedStateUntilStartupDelayIsOver()
    {
        var site = NetwatchRecipe();
        site.Break("ether1", "upstream-dead");
        site.Wait(20);
        site.ClearFaults();
        site.Break(null, "reboot");
        site.Wait(120);
        Assert.True(site.Route("ether1-plain").Disabled);
        site.Wait(300);
        Assert.False(site.Route("ether1-plain").Disabled);
    }

    [Fact]
    public void Reference_5_D_DhcpScript_KeepsTheHostRouteOnTheGateway()
    {
        var site = Sites.Settled("fibre-lte");
        const string Script = """
            :local c "WAN1-canary"
            :if ($bound=1) do={
              :local g ($"gateway-address")
              :if ([:len [/ip/route/find comment=$c]]=0) do={ /ip/route/add dst-address=8.8.8.8/32 gateway=$g scope=10 comment=$c } \
              else={ :if ([/ip/route/get [/ip/route/find comment=$c] gateway]!=$g) do={ /ip/route/set [/ip/route/find comment=$c] gateway=$g } }
            } else={ /ip/route/remove [/ip/route/find comment=$c] }
            """;
        var client = site.Router["/ip/dhcp-client"].Rows[0];
        Assert.Empty(site.At().Run("/ip/dhcp-client/set", "=.id=" + client.Id, "=script=" + Script, "=add-default-route=no").Traps);
        site.At().Run("/ip/dhcp-client/release", "=.id=" + client.Id);
        site.Wait(10);
        Assert.Equal(client["gateway"], site.Route("WAN1-canary")["gateway"]);
        var before = client["gateway"];

        site.Break("ether1", "gateway-change");
        site.Wait(10);
        Assert.NotEqual(before, client["gateway"]);
        Assert.Equal(client["gateway"], site.Route("WAN1-canary")["gateway"]);

        site.Break("ether1", "cable-out");
        site.Wait(5);
        Assert.DoesNotContain("WAN1-canary", site.Comments("/ip/route"));
        Assert.Empty(site.NotUnderstood);
    }

    [Fact]
    public void Reference_3_3_DhcpScript_DoesNotRunOnRenewal()
    {
        var site = Sites.Settled("fibre-lte");
        var client = site.Router["/ip/dhcp-client"].Rows[0];
        site.At().Run("/ip/dhcp-client/set", "=.id=" + client.Id, "=script=:log info \"bound $bound on $interface\"");
        site.At().Run("/ip/dhcp-client/release", "=.id=" + client.Id);
        site.Wait(10);
        site.At().Run("/ip/dhcp-client/renew", "=.id=" + client.Id);
        site.Wait(10);
        Assert.Single(site.Log(), line => line == "script,info bound 1 on ether1");
        Assert.Single(site.Log(), line => line == "script,info bound 0 on ether1");
    }

    [Fact]
    public void Reference_3_4_PppProfileScripts_RunOnSessionUpAndDown()
    {
        var site = Sites.Settled("dhcp-pppoe");
        site.At().Run("/ppp/profile/set", "=.id=default", "=on-up=:log info (\"up $interface \" . $\"local-address\")", "=on-down=:log info \"down $interface\"");
        site.Break("pppoe-out1", "cable-out");
        site.Wait(5);
        site.ClearFaults();
        site.Wait(20);
        Assert.Contains("script,info down pppoe-out1", site.Log());
        Assert.Contains(site.Log(), line => line.StartsWith("script,info up pppoe-out1", StringComparison.Ordinal));
    }

    [Fact]
    public void Reference_3_11_NetwatchVariables_AreThoseOfTheRow()
    {
        var site = Sites.Settled("two-isps");
        site.At().Add("/tool/netwatch/add", "=name=w", "=host=8.8.8.8", "=type=icmp", "=thr-avg=500ms", "=up-script=:log info ($host . \" $status \" . $\"loss-percent\" . \" \" . [:typeof $\"rtt-avg\"])");
        site.Wait(10);
        Assert.Contains("script,info 8.8.8.8 up 0 num", site.Log());
    }

    [Fact]
    public void Reference_3_11_NamedScriptThatDemandsMore_SilentlyDoesNotRun()
    {
        var site = Sites.Settled("two-isps");
        site.At().Add("/system/script/add", "=name=wide", "=source=:log info \"wide ran\"");
        site.At().Add("/tool/netwatch/add", "=name=w", "=host=8.8.8.8", "=up-script=wide");
        site.Wait(10);
        Assert.DoesNotContain(site.Log(), line => line.StartsWith("script,", StringComparison.Ordinal));

        site.At().Run("/system/script/set", "=.id=wide", "=dont-require-permissions=yes");
        site.At().Run("/tool/netwatch/set", "=.id=w", "=disabled=no", "=comment=again");
        site.Wait(10);
        Assert.Contains("script,info wide ran", site.Log());
    }

    [Fact]
    public void Reference_3_11_HookWithoutTheRight_FailsInTheLog()
    {
        var site = Sites.Settled("two-isps");
        site.At().Add("/tool/netwatch/add", "=name=w", "=host=8.8.8.8", "=up-script=/user/add name=eve group=full");
        site.Wait(10);
        Assert.Contains("script,error executing script from netwatch (w) failed, please check it manually", site.Log());
        Assert.Contains("script,error,debug not enough permissions (9) (/user/add; line 1)", site.Log());
        Assert.Null(site.Router["/user"].Named("eve"));
    }

    [Fact]
    public void Reference_3_11_Globals_AreNotSharedWithOtherUsers()
    {
        var site = Sites.Settled("two-isps");
        site.At().Add("/tool/netwatch/add", "=name=w", "=host=8.8.8.8", "=up-script=:global seen 1");
        site.Wait(10);
        Assert.Equal("nothing", site.Say(":global seen; :put [:typeof $seen]"));
        var row = Assert.Single(site.Router["/system/script/environment"].Rows);
        Assert.Equal(("seen", "*sys", "1"), (row["name"], row["user"], row["value"]));
    }

    [Fact]
    public void Reference_3_11_DownScriptThatFetches_IsRecordedAndNotSent()
    {
        var site = Sites.Settled("two-isps");
        site.At().Add("/tool/netwatch/add", "=name=w", "=host=8.8.8.8", "=interval=5s",
            "=down-script=:delay 40s; /tool fetch url=\"https://hooks.example.com/down?wan=$name\" keep-result=no; /tool e-mail send to=noc@example.com subject=\"$name down\" server=192.0.2.25");
        site.Break("ether1", "upstream-dead");
        site.Wait(90);
        Assert.Contains(site.RecordedCalls, call => call is { Kind: "fetch", Target: "https://hooks.example.com/down?wan=w", Delivered: true });
        var mail = Assert.Single(site.RecordedCalls, call => call.Kind == "e-mail");
        Assert.Equal(("noc@example.com", "w down", false), (mail.Target, mail.Arguments["subject"], mail.Delivered));
        Assert.Contains("e-mail,error Error sending e-mail <w down>: timeout", site.Log());
    }

    [Fact]
    public void Reference_3_15_DeviceModeHome_RefusesFetch()
    {
        var site = Sites.Settled("two-isps", RouterProfile.V721Home);
        Assert.Equal("failure: not allowed by device-mode (/tool/fetch; line 1)", site.Say("/tool fetch url=https://example.com"));
    }

    /// <summary>Two plain defaults, probes pinned by the scenario's canary routes.</summary>
    private static SimulatedSite NetwatchRecipe()
    {
        var site = Sites.Settled("two-isps");
        var gateways = new[] { "WAN1", "WAN2" }.Select(wan => site.Route(wan + "-canary1")["gateway"]!).ToArray();
        foreach (var row in site.Router["/ip/route"].Rows.Where(row => row["comment"]?.Contains("-default", StringComparison.Ordinal) == true).ToArray())
            site.At().Run("/ip/route/remove", "=.id=" + row.Id);
        site.At().Add("/ip/route/add", "=dst-address=0.0.0.0/0", "=gateway=" + gateways[0], "=distance=1", "=comment=ether1-plain");
        site.At().Add("/ip/route/add", "=dst-address=0.0.0.0/0", "=gateway=" + gateways[1], "=distance=2", "=comment=ether2-plain");
        site.At().Add("/tool/netwatch/add", "=name=wan1", "=type=icmp", "=host=" + site.Route("WAN1-canary1")["dst-address"]!.Split('/')[0], "=interval=5s", "=packet-count=5", "=packet-interval=200ms",
            "=thr-loss-percent=60%", "=thr-avg=500ms", "=thr-max=1s", "=down-script=" + Down, "=up-script=" + Up);
        site.Wait(10);
        return site;
    }
}
