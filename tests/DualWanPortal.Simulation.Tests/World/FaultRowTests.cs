using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Tests.Recipes;
using DualWanPortal.Simulation.Tests.Scripting;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.World;

/// <summary>Rows of Appendix C that <see cref="FaultTests"/> does not walk: what each column shows, as a client sees it.</summary>
public sealed class FaultRowTests
{
    [Fact]
    public void Reference_Appendix_C_CableOut_ShowsInEveryColumn()
    {
        var site = Bench();
        site.Break("ether1", "cable-out");
        Assert.Equal(("false", "searching...", "true", ""), (Interface(site)["running"], Client(site)["status"], Canary(site)["inactive"], Canary(site)["immediate-gw"]));
        Assert.Equal("true", Default(site)["inactive"]);
        site.Wait(15);
        Assert.Equal("down", Watch(site)["status"]);
        Assert.NotEqual("answered", site.Ping("8.8.8.8"));
    }

    [Fact]
    public void Reference_Appendix_C_CoreDead_IsSeenByWhatLooksBeyondTheModemOnly()
    {
        var site = Bench();
        site.Break("ether1", "upstream-dead");
        site.Wait(60);
        Assert.Equal(("true", "bound"), (Interface(site)["running"], Client(site)["status"]));
        Assert.Equal(("true", "203.0.113.1%ether1"), (Canary(site)["active"], Canary(site)["immediate-gw"]));
        Assert.Equal(("true", "203.0.113.1%ether1"), (Default(site)["inactive"], Default(site)["immediate-gw"]));
        Assert.Equal("down", Watch(site)["status"]);
        Assert.Equal("timeout", site.Ping("8.8.8.8"));
    }

    [Fact]
    public void Reference_Appendix_C_Loss60_FlapsByLuckAndIsShownByPing()
    {
        var site = Bench();
        site.Break("ether1", "loss:60");
        var states = new HashSet<string>();
        for (var seconds = 0; seconds < 900; seconds += 5)
        {
            site.Wait(5);
            states.Add(Default(site)["inactive"]);
        }
        Assert.Equal(["false", "true"], states.Order(StringComparer.Ordinal));
        Assert.Equal("bound", Client(site)["status"]);
        var ping = site.At().Run("/tool/ping", "=address=8.8.8.8", "=count=100", "=interval=100ms");
        site.Wait(30);
        Assert.InRange(int.Parse(ping.Rows[^1]["packet-loss"], null), 40, 80);
    }

    [Fact]
    public void Reference_Appendix_C_LeaseChangesGateway_KillsTheStaticHostRoute()
    {
        var site = Bench();
        site.Break("ether1", "gateway-change");
        site.Wait(60);
        Assert.Equal("bound", Client(site)["status"]);
        Assert.NotEqual("203.0.113.1", Client(site)["gateway"]);
        Assert.Equal(("203.0.113.1", "true"), (Canary(site)["gateway"], Default(site)["inactive"]));
        Assert.Equal("down", Watch(site)["status"]);
    }

    [Fact]
    public void Reference_Appendix_C_PppoeFlap_BringsTheDefaultBackUnderANewId()
    {
        var site = RecipeBench.Leased(RouterProfile.V721, "/ip route add dst-address=8.8.8.8/32 gateway=pppoe-out1 scope=10 comment=canary",
            RecipeBench.Pppoe("pppoe-out1", "ether1", ("add-default-route", "yes")));
        var before = Row(site, "?gateway=pppoe-out1", "?dst-address=0.0.0.0/0")[".id"];
        Assert.Equal("pppoe-out1", Row(site, "?comment=canary")["immediate-gw"]);
        site.Break("pppoe-out1", "cable-out");
        site.Wait(2);
        Assert.Equal("", Row(site, "?comment=canary")["immediate-gw"]);
        site.ClearFaults();
        site.Wait(60);
        Assert.Equal("pppoe-out1", Row(site, "?comment=canary")["immediate-gw"]);
        Assert.NotEqual(before, Row(site, "?gateway=pppoe-out1", "?dst-address=0.0.0.0/0")[".id"]);
    }

    [Fact]
    public void Reference_Appendix_C_ClockIn1970_BreaksWhatChecksCertificates()
    {
        var site = Bench();
        site.At().Run("/ip/dns/set", "=use-doh-server=https://1.1.1.1/dns-query", "=verify-doh-cert=yes");
        Assert.NotNull(Resolve("one.example.com"));
        site.At().Run("/system/clock/set", "=date=1970-01-01");
        Assert.Null(Resolve("two.example.com"));
        Assert.Equal("true", Default(site)["active"]);

        string? Resolve(string name)
        {
            var answer = site.At().Run("/resolve", "=domain-name=" + name);
            site.Wait(12);
            return answer.Ret;
        }
    }

    /// <summary>A leased WAN with a canary pinned to the gateway of its first lease, a recursive default over it, and a probe.</summary>
    private static SimulatedSite Bench()
    {
        var site = RecipeBench.Leased(RouterProfile.V721, """
            /ip route add dst-address=8.8.8.8/32 gateway=203.0.113.1 scope=10 comment=canary
            /ip route add gateway=8.8.8.8 target-scope=11 check-gateway=ping comment=default
            /tool netwatch add host=8.8.8.8 interval=5s start-delay=0s startup-delay=0s
            """, RecipeBench.Dhcp("ether1", ("add-default-route", "no")));
        Assert.Equal(("true", "up"), (Default(site)["active"], Watch(site)["status"]));
        return site;
    }

    private static Dictionary<string, string> Interface(SimulatedSite site) => site.At().Run("/interface/print", "?name=ether1").Rows.Single();
    private static Dictionary<string, string> Client(SimulatedSite site) => site.At().Run("/ip/dhcp-client/print").Rows.Single();
    private static Dictionary<string, string> Watch(SimulatedSite site) => site.At().Run("/tool/netwatch/print").Rows.Single();
    private static Dictionary<string, string> Canary(SimulatedSite site) => Row(site, "?comment=canary");
    private static Dictionary<string, string> Default(SimulatedSite site) => Row(site, "?comment=default");
    private static Dictionary<string, string> Row(SimulatedSite site, params string[] query) => site.At().Run("/ip/route/print", query).Rows.Single();
}
