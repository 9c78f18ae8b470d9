using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Tests.Recipes;
using DualWanPortal.Simulation.Tests.World;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.Scripting;

/// <summary>What people hang on netwatch, leases, sessions and modems, held by its effect.</summary>
public class FieldHookTests
{
    [Fact]
    public void Telegram_FromANetwatchScript_IsRecorded()
    {
        var site = RecipeBench.Static(RouterProfile.V721, FieldScriptTests.Routes + """
            /ip/route/add dst-address=8.8.8.8/32 blackhole distance=20
            /tool/netwatch/add name=isp1 host=8.8.8.8 type=simple interval=5s \
                down-script=":local bot \"123:abc\"; :local chat \"-42\"; :local text (\"%F0%9F%94%B4 \" . [/system identity get name] . \": \$host is \$status\"); /ip/route/set [find comment=ISP1] distance=10; :delay 2s; /tool/fetch url=\"https://api.telegram.org/bot\$bot/sendMessage\?chat_id=\$chat&text=\$text\" keep-result=no" \
                up-script="/ip/route/set [find comment=ISP1] distance=1"
            """);
        site.Break("ether1", "upstream-dead");
        site.Until("ether2", 15);
        site.Wait(10);
        var call = Assert.Single(site.RecordedCalls);
        Assert.True(call.Delivered);
        Assert.Equal("https://api.telegram.org/bot123:abc/sendMessage?chat_id=-42&text=%F0%9F%94%B4 recipe: 8.8.8.8 is down", call.Target);
    }

    [Theory]
    [InlineData("6.49")]
    [InlineData("7.21")]
    public void LeaseScript_WritesGatewayIntoTwoRoutes(string profile)
    {
        var site = RecipeBench.Leased(RouterProfile.Named(profile)!, """
            /ip route add dst-address=8.8.8.8/32 gateway=127.0.0.1 scope=10 comment="wan1-canary"
            /ip route add dst-address=0.0.0.0/0 gateway=8.8.8.8 distance=1 target-scope=11 check-gateway=ping comment="wan1-default"
            """, RecipeBench.Dhcp("ether1", ("add-default-route", "no"), ("script", """
            :if ($bound = "1") do={
                /ip route set [ find comment="wan1-canary" ] gateway=$"gateway-address" disabled=no
                :log info ("lease " . $"lease-address" . " from " . $"server-address" . " on " . $interface)
            } else={ /ip route disable [ find comment="wan1-canary" ] }
            """)), RecipeBench.Dhcp("ether2", ("default-route-distance", "2")));
        site.Until("ether1", 20);
        Assert.Contains(site.Log(), line => line.StartsWith("script,info lease ", StringComparison.Ordinal) && line.EndsWith(" on ether1", StringComparison.Ordinal));
        site.Break("ether1", "cable-out");
        site.Wait(2);
        Assert.True(site.Route("wan1-canary").Disabled);
        Assert.Equal("ether2", site.Carrier());
    }

    [Theory]
    [InlineData("6.49")]
    [InlineData("7.21")]
    public void PppOnUp_SetsRoutesOverTheFarEnd(string profile)
    {
        var site = RecipeBench.Leased(RouterProfile.Named(profile)!, """
            /interface list member add list=WAN interface=pppoe-out1
            /ip route add dst-address=8.8.8.8/32 gateway=127.0.0.1 scope=10 comment=pinned
            /ppp profile add name=isp on-up=":local far \$\"remote-address\"; /ip route set [find comment=pinned] gateway=\$far; :log info \"\$interface is \$\"local-address\"\"" on-down="/ip route set [find comment=pinned] gateway=127.0.0.1"
            /interface pppoe-client set pppoe-out1 profile=isp
            """, RecipeBench.Pppoe("pppoe-out1", "ether1", ("add-default-route", "yes")), RecipeBench.Dhcp("ether2", ("default-route-distance", "2")));
        site.Break("pppoe-out1", "gateway-change");
        site.Wait(30);
        Assert.Equal(site.Router["/ip/address"].Rows.Single(row => row["interface"] == "pppoe-out1")["network"], site.Route("pinned")["gateway"]);
        site.Type("/interface disable pppoe-out1");
        Assert.Equal("127.0.0.1", site.Route("pinned")["gateway"]);
        Assert.Empty(site.NotUnderstood);
    }

    [Fact]
    public void LteWatch_ResetsTheModemByDisabling()
    {
        var site = Sites.Settled("fibre-lte");
        site.At().Add("/system/scheduler/add", "=name=lte", "=interval=30s", "=on-event=" + """
            :local up false
            :do { /interface lte monitor lte1 once do={ :if ($status = "connected" || $"session-uptime" > 0s) do={ :set up true } } } on-error={}
            :if (!$up) do={ /interface/lte/disable lte1; :delay 3s; /interface/lte/enable lte1; :log warning "modem was reset" }
            """);
        site.Wait(70);
        Assert.DoesNotContain("script,warning modem was reset", site.Log());
        site.Break("lte1", "lease-lost");
        site.Wait(70);
        Assert.Contains("script,warning modem was reset", site.Log());
    }

    [Fact]
    public void DdnsUpdate_SendsOnlyAChangedAddress()
    {
        var site = RecipeBench.Leased(RouterProfile.V721, "", RecipeBench.Dhcp("ether1"), RecipeBench.Dhcp("ether2", ("default-route-distance", "2")));
        site.At().Add("/system/scheduler/add", "=name=ddns", "=interval=10s", "=on-event=" + """
            :global ddnsOld
            :local raw [/ip/address/get [find where interface=ether1 dynamic] address]
            :local ip [:pick $raw 0 [:find $raw "/"]]
            :if ($ip != $ddnsOld) do={ /tool/fetch url=("https://dyn.example.com/update?ip=" . $ip) keep-result=no; :set ddnsOld $ip }
            """);
        site.Wait(45);
        Assert.EndsWith("?ip=" + site.Router["/ip/dhcp-client"].Rows[0]["address"]!.Split('/')[0], Assert.Single(site.RecordedCalls).Target, StringComparison.Ordinal);
    }
}
