using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Tests.Recipes;
using DualWanPortal.Simulation.Tests.Scripting;
using DualWanPortal.Simulation.Tests.World;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.Tools;

/// <summary>Sentences of reference 3.11 that a recipe does not show.</summary>
public class NetwatchFactsTests
{
    private const string Way = "/ip route add gateway=10.111.0.1";

    [Fact]
    public void Reference_3_11_IgnoreInitial_KeepsTheFirstEventQuiet()
    {
        var site = RecipeBench.Static(RouterProfile.V721, Way + """

            /tool/netwatch/add name=loud host=8.8.8.8 interval=5s up-script=":log info loud-up"
            /tool/netwatch/add name=quiet host=8.8.8.8 interval=5s ignore-initial-up=yes up-script=":log info quiet-up" down-script=":log info quiet-down"
            """);
        Assert.Contains("script,info loud-up", site.Log());
        Assert.DoesNotContain("script,info quiet-up", site.Log());
        site.Break("ether1", "upstream-dead");
        site.Wait(15);
        Assert.Contains("script,info quiet-down", site.Log());
        site.ClearFaults();
        site.Wait(15);
        Assert.Contains("script,info quiet-up", site.Log());
    }

    [Theory]
    [InlineData("7.12", "ignore-initial-up=yes")]
    [InlineData("6.49", "type=icmp")]
    [InlineData("6.49", "name=x")]
    public void Reference_3_11_PropertiesOfLaterVersions_AreRefused(string profile, string property) =>
        Assert.NotNull(RecipeBench.Static(RouterProfile.Named(profile)!, Way).Refused($"/tool netwatch add host=8.8.8.8 {property}"));

    [Fact]
    public void Reference_3_11_EditedProbe_BeginsAsUnknownAndRunsItsScriptAgain()
    {
        var site = RecipeBench.Static(RouterProfile.V721, Way + "\n/tool/netwatch/add name=p host=8.8.8.8 interval=5s up-script=\":log info up-again\"");
        var before = site.Log().Count(line => line == "script,info up-again");
        site.At().Run("/tool/netwatch/set", "=.id=" + site.Router["/tool/netwatch"].Rows[0].Id, "=interval=6s");
        Assert.Equal("unknown", site.Router["/tool/netwatch"].Rows[0]["status"]);
        site.Wait(10);
        Assert.Equal(before + 1, site.Log().Count(line => line == "script,info up-again"));
    }

    [Fact]
    public void Reference_3_11_Simple_IsDownOnTheFirstMissAndIcmpIsNot()
    {
        var site = RecipeBench.Static(RouterProfile.V721, Way + """

            /tool/netwatch/add name=simple host=8.8.8.8 type=simple interval=2s
            /tool/netwatch/add name=icmp host=8.8.8.8 type=icmp interval=2s packet-count=10
            """);
        site.Break("ether1", "loss:30");
        site.Wait(240);
        Assert.True(int.Parse(site.Router["/tool/netwatch"].Named("simple")!["failed-tests"]!, System.Globalization.CultureInfo.InvariantCulture) > 10);
        Assert.Equal("0", site.Router["/tool/netwatch"].Named("icmp")!["failed-tests"] ?? "0");
    }

    [Fact]
    public void Reference_3_11_StartupDelay_HoldsProbesAfterABoot()
    {
        var site = RecipeBench.Static(RouterProfile.V721, Way + "\n/tool/netwatch/add name=p host=8.8.8.8 interval=5s");
        site.Break(null, "reboot");
        site.Wait(200);
        Assert.Equal("unknown", site.Router["/tool/netwatch"].Rows[0]["status"]);
        site.Wait(130);
        Assert.Equal("up", site.Router["/tool/netwatch"].Rows[0]["status"]);
    }

    [Fact]
    public void Reference_3_11_NoInterfaceOption_OnlyAPinnedRouteOrRuleSteersTheProbe()
    {
        var site = RecipeBench.Static(RouterProfile.V721, Way + "\n/ip/route/add gateway=10.112.0.1 distance=2\n/tool/netwatch/add name=p host=8.8.4.4 interval=5s");
        Assert.NotNull(site.Refused("/tool/netwatch/add host=8.8.8.8 interface=ether2"));
        site.Break("ether2", "upstream-dead");
        site.Wait(15);
        Assert.Equal("up", site.Router["/tool/netwatch"].Rows[0]["status"]);
        site.Type("/ip/route/add dst-address=8.8.4.4/32 gateway=10.112.0.1");
        Assert.Equal("down", site.Router["/tool/netwatch"].Rows[0]["status"]);
        site.ClearFaults();
        site.Type("/ip/route/remove [find dst-address=8.8.4.4/32]\n/routing/table/add name=second fib\n/ip/route/add gateway=10.112.0.1 routing-table=second\n/routing/rule/add src-address=10.112.0.2 action=lookup-only-in-table table=second\n/tool/netwatch/set [find name=p] src-address=10.112.0.2");
        Assert.Equal("up", site.Router["/tool/netwatch"].Rows[0]["status"]);
        site.Break("ether2", "upstream-dead");
        site.Wait(15);
        Assert.Equal("down", site.Router["/tool/netwatch"].Rows[0]["status"]);
    }

    [Fact]
    public void Reference_3_11_DnsAndTcpProbes_ShowTheirResults()
    {
        var site = RecipeBench.Static(RouterProfile.V721, Way + """

            /tool/netwatch/add name=dns type=dns host=www.example.com dns-server=8.8.8.8 interval=5s
            /tool/netwatch/add name=tcp type=tcp-conn host=8.8.8.8 port=443 interval=5s
            """);
        Assert.Equal(("up", Internet.AddressOf("www.example.com")!.Value.ToString()), (site.Router["/tool/netwatch"].Named("dns")!["status"], site.Router["/tool/netwatch"].Named("dns")!["ip"]));
        Assert.NotNull(site.Router["/tool/netwatch"].Named("tcp")!["tcp-connect-time"]);
        site.Break("ether1", "icmp-blocked");
        site.Wait(15);
        Assert.Equal("up", site.Router["/tool/netwatch"].Named("tcp")!["status"]);
        site.Break("ether1", "dns-dead");
        site.Wait(15);
        Assert.Equal(("down", "up"), (site.Router["/tool/netwatch"].Named("dns")!["status"], site.Router["/tool/netwatch"].Named("tcp")!["status"]));
    }
}
