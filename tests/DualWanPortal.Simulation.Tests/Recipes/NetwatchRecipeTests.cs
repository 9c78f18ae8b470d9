using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Tests.Scripting;
using DualWanPortal.Simulation.Tests.World;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.Recipes;

/// <summary>Reference 5 C: probes of pinned hosts whose scripts change the default route.</summary>
public class NetwatchRecipeTests
{
    private const string Routes = """
        /ip route add dst-address=8.8.8.8/32 gateway=10.111.0.1 scope=10 comment=host1
        /ip route add dst-address=0.0.0.0/0 gateway=10.111.0.1 distance=1 comment="WAN1-default"
        /ip route add dst-address=0.0.0.0/0 gateway=10.112.0.1 distance=2 comment="WAN2-default"
        """;

    private const string HoldOfSeven = "\n/ip/route/add dst-address=8.8.8.8/32 blackhole distance=20\n";

    private const string Watch = """
        /tool/netwatch add name=wan1 type=icmp host=8.8.8.8 interval=5s packet-count=5 packet-interval=200ms thr-loss-percent=60% thr-avg=500ms thr-max=1s \
           down-script="/ip/route/set [find comment=\"WAN1-default\"] disabled=yes" up-script="/ip/route/set [find comment=\"WAN1-default\"] disabled=no"
        """;

    private const string WatchOfSix = """
        /tool netwatch add host=8.8.8.8 interval=5s timeout=1s down-script="/ip route set [find comment=\"WAN1-default\"] disabled=yes" \
           up-script="/ip route set [find comment=\"WAN1-default\"] disabled=no"
        """;

    [Theory]
    [InlineData("6.49")]
    [InlineData("7.12")]
    [InlineData("7.21")]
    public void Reference_5_C_Netwatch_FailsOverAndBackOnDeathBeyondTheGateway(string profile)
    {
        var site = profile == "6.49"
            ? RecipeBench.Static(RouterProfile.V649, Routes + "\n/ip route add dst-address=8.8.8.8/32 type=blackhole distance=20\n" + WatchOfSix)
            : RecipeBench.Static(RouterProfile.Named(profile)!, Routes + HoldOfSeven + Watch);
        Assert.Equal("ether1", site.Carrier());
        site.Break("ether1", "upstream-dead");
        Assert.InRange(site.Until("ether2", 15), 1, 15);
        site.ClearFaults();
        Assert.InRange(site.Until("ether1", 15), 1, 15);
        Assert.Empty(site.NotUnderstood);
    }

    [Fact]
    public void Reference_5_C_EachToggle_WritesHistory()
    {
        var site = RecipeBench.Static(RouterProfile.V721, Routes + HoldOfSeven + Watch);
        var before = site.Router["/system/history"].Rows.Count;
        for (var flap = 0; flap < 5; flap++)
        {
            site.Break("ether1", "upstream-dead");
            site.Wait(20);
            site.ClearFaults();
            site.Wait(20);
        }
        Assert.Equal(before + 10, site.Router["/system/history"].Rows.Count);
    }

    [Fact]
    public void Reference_5_C_ScriptThatDisablesTheHostRoute_NeverRecovers()
    {
        var site = RecipeBench.Static(RouterProfile.V721, Routes + HoldOfSeven + Watch.Replace("find comment=\\\"WAN1-default\\\"", "find gateway=10.111.0.1", StringComparison.Ordinal));
        site.Break("ether1", "upstream-dead");
        site.Until("ether2", 15);
        site.ClearFaults();
        site.Wait(900);
        Assert.Equal("ether2", site.Carrier());
        Assert.Equal("down", site.Router["/tool/netwatch"].Rows[0]["status"]);
    }

    [Fact]
    public void Reference_5_C_UnpinnedProbe_FlapsThroughTheOtherWan()
    {
        // 5.x 12: without a host route the probe follows the default route, comes up by WAN2 and takes WAN1 back.
        var site = RecipeBench.Static(RouterProfile.V721, Routes.Replace("/ip route add dst-address=8.8.8.8/32 gateway=10.111.0.1 scope=10 comment=host1", "", StringComparison.Ordinal) + "\n" + Watch);
        site.Break("ether1", "upstream-dead");
        site.Wait(120);
        var downs = site.Log().Count(line => line.Contains("event down", StringComparison.Ordinal));
        Assert.True(downs >= 4, $"{downs} times down");
        Assert.True(site.Log().Count(line => line.Contains("event up", StringComparison.Ordinal)) >= downs - 1);
    }

    [Fact]
    public void Reference_5_C_DistanceInsteadOfDisabled_LeavesALastResort()
    {
        var site = RecipeBench.Static(RouterProfile.V721, Routes + HoldOfSeven + Watch.Replace("disabled=yes", "distance=10", StringComparison.Ordinal).Replace("disabled=no", "distance=1", StringComparison.Ordinal));
        site.Break("ether1", "icmp-blocked");
        site.Until("ether2", 15);
        // The probe was wrong and the other WAN goes: the route is still there.
        site.Break("ether2", "cable-out");
        Assert.Equal("ether1", site.Carrier());
    }

    [Fact]
    public void Reference_5_C_RebootWhileDown_KeepsTheWanDisabledForMinutes()
    {
        var site = RecipeBench.Static(RouterProfile.V721, Routes + HoldOfSeven + Watch);
        site.Break("ether1", "upstream-dead");
        site.Until("ether2", 15);
        site.ClearFaults();
        site.Break(null, "reboot");
        site.Wait(200);
        Assert.True(site.Route("WAN1-default").Disabled);
        site.Until("ether1", 240);
    }

    [Fact]
    public void Reference_5_C_FlushInTheScript_BringsTheTelephoneBack()
    {
        // 5.x 6.
        var site = RecipeBench.Static(RouterProfile.V721, Routes + HoldOfSeven + Watch.Replace("disabled=yes", "disabled=yes; /ip/firewall/connection/remove [find where reply-dst-address=10.111.0.2]", StringComparison.Ordinal));
        Telephone(site);
        site.Break("ether1", "upstream-dead");
        site.Until("ether2", 15);
        site.Wait(60);
        Assert.Equal("10.112.0.2", Telephone(site));
    }

    [Theory]
    [InlineData("http-get", "http-codes=200-399", "up")]
    [InlineData("http-get", "", "down")]
    public void Reference_5_x_RedirectedHttpProbe_IsDownByDefault(string type, string codes, string status)
    {
        // 5.x 18: a portal answers with 302.
        var site = RecipeBench.Static(RouterProfile.V721, Routes + $"\n/tool/netwatch add name=web type={type} host=8.8.8.8 interval=5s {codes}");
        Assert.Equal("up", site.Router["/tool/netwatch"].Named("web")!["status"]);
        site.Break("ether1", "captive-portal");
        site.Wait(15);
        Assert.Equal(status, site.Router["/tool/netwatch"].Named("web")!["status"]);
    }

    [Fact]
    public void Reference_5_x_ProbeWithASourceThatIsGone_IsDown()
    {
        // 5.x 26.
        var site = RecipeBench.Static(RouterProfile.V721, Routes + "\n/tool/netwatch add name=own type=simple host=8.8.8.8 interval=5s src-address=10.111.0.2");
        Assert.Equal("up", site.Router["/tool/netwatch"].Named("own")!["status"]);
        site.Type("/ip/address/set [find interface=ether1] address=10.111.0.9/24");
        Assert.Equal("down", site.Router["/tool/netwatch"].Named("own")!["status"]);
    }

    [Theory]
    [InlineData(" dont-require-permissions=yes", "ether2")]
    [InlineData("", null)]
    public void Reference_5_x_NamedScriptOfTheUsualRights_NeverRuns(string more, string? carrier)
    {
        // 5.x 17.
        var site = RecipeBench.Static(RouterProfile.V721, Routes + HoldOfSeven + "/system/script/add name=wan1-down source=\"/ip/route/set [find comment=WAN1-default] disabled=yes\"" + more + """

            /tool/netwatch add name=wan1 type=simple host=8.8.8.8 interval=5s down-script=wan1-down
            """);
        site.Break("ether1", "upstream-dead");
        site.Wait(60);
        Assert.Equal(carrier, site.Carrier());
        Assert.DoesNotContain(site.Log(), line => line.StartsWith("script,error", StringComparison.Ordinal));
    }

    private static string Telephone(SimulatedSite site) => site.At().Run("/ip/firewall/connection/print").Rows.Single(row => row["dst-port"] == "5060")["reply-dst-address"];
}
