using DualWanPortal.Simulation.Packets;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.Tests.Recipes;
using DualWanPortal.Simulation.Tests.Scripting;
using DualWanPortal.Simulation.Tests.World;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.Packets;

/// <summary>VRFs, and the order in which routing is asked, which people may change since 7.22 (reference 4.5).</summary>
public sealed class VrfTests
{
    private const string Vrf = """
        /ip vrf add name=guests interfaces=ether4,ether2
        /ip address add address=192.168.77.1/24 interface=ether4
        /ip route add gateway=10.111.0.1
        /ip route add gateway=10.112.0.1 routing-table=guests
        """;

    [Fact]
    public void Reference_4_5_InterfacesOfAVrf_RouteByItsTable()
    {
        var site = Bench();
        Assert.Equal(["guests", "guests"], Tables(site, "192.168.77.0/24", "10.112.0.0/24"));
        Assert.Equal(["main", "main"], Tables(site, "192.168.88.0/24", "10.111.0.0/24"));
        Assert.Equal("guests", site.At().Run("/ip/address/print", "?interface=ether4").Rows.Single()["vrf"]);
        Assert.Equal("10.112.0.1%ether2", site.At().Run("/ip/route/print", "?routing-table=guests", "?dst-address=0.0.0.0/0").Rows.Single()["immediate-gw"]);

        Assert.Equal("ether2", From(site, "ether4", "192.168.77.9", "9.9.9.9").Hop?.Interface);
        Assert.Equal("ether1", From(site, "bridge", "192.168.88.9", "9.9.9.9").Hop?.Interface);
    }

    [Fact]
    public void Reference_4_5_VrfWithoutARoute_IsUnreachableAndDoesNotFallThroughToMain()
    {
        var site = Bench();
        site.At().Run("/ip/route/remove", "=.id=" + site.At().Run("/ip/route/print", "?routing-table=guests", "?dst-address=0.0.0.0/0").Rows.Single()[".id"]);
        Assert.Equal((null, "net unreachable"), (From(site, "ether4", "192.168.77.9", "9.9.9.9").Hop, From(site, "ether4", "192.168.77.9", "9.9.9.9").Drop));
        Assert.Equal("ether1", From(site, "bridge", "192.168.88.9", "9.9.9.9").Hop?.Interface);
    }

    [Fact]
    public void Reference_4_5_AddressesOfTheRouter_AreItsOwnInTheirVrfOnly()
    {
        var site = Bench();
        Assert.True(From(site, "ether4", "192.168.77.9", "192.168.77.1").Local);
        Assert.False(From(site, "ether4", "192.168.77.9", "192.168.88.1").Local);
        Assert.True(From(site, "bridge", "192.168.88.9", "192.168.88.1").Local);
    }

    [Fact]
    public void Reference_4_5_Mark_GoesBeforeTheVrf()
    {
        var site = Bench();
        site.At().Add("/routing/table/add", "=name=first", "=fib=");
        site.At().Add("/ip/route/add", "=gateway=10.111.0.1", "=routing-table=first");
        site.At().Add("/ip/firewall/mangle/add", "=chain=prerouting", "=in-interface=ether4", "=action=mark-routing", "=new-routing-mark=first");
        var packet = site.Running.Firewall.MarkPrerouting(Packet("ether4", "192.168.77.9", "9.9.9.9"), null);
        Assert.Equal("ether1", site.Running.Policy.Decide(packet).Hop?.Interface);
    }

    [Fact]
    public void Reference_4_5_VrfTakenAway_LeavesItsInterfacesToMain()
    {
        var site = Bench();
        site.At().Run("/ip/vrf/remove", "=.id=guests");
        Assert.Equal(["main", "main"], Tables(site, "192.168.77.0/24", "10.112.0.0/24"));
        Assert.Equal("ether1", From(site, "ether4", "192.168.77.9", "9.9.9.9").Hop?.Interface);
        Assert.Empty(site.At().Run("/routing/table/print", "?name=guests").Rows);
    }

    [Fact]
    public void Reference_3_1_GatewayInAnotherTable_IsLookedForThere()
    {
        var site = Bench();
        var id = site.At().Add("/ip/route/add", "=dst-address=198.18.9.0/24", "=gateway=10.112.0.1@guests");
        var lost = site.At().Add("/ip/route/add", "=dst-address=198.18.8.0/24", "=gateway=10.112.0.1");
        var through = site.At().Add("/ip/route/add", "=dst-address=198.18.7.0/24", "=gateway=ether2@guests");
        Assert.Equal("10.112.0.1%ether2", Row(id)["immediate-gw"]);
        Assert.Equal(("true", ""), (Row(lost)["inactive"], Row(lost)["immediate-gw"]));
        Assert.Equal("ether2", Row(through)["immediate-gw"]);

        Dictionary<string, string> Row(string route) => site.At().Run("/ip/route/print", "?.id=" + route).Rows.Single();
    }

    [Fact]
    public void Reference_3_3_LeaseOnAnInterfaceOfAVrf_PutsItsDefaultIntoThatTable()
    {
        var site = RecipeBench.Leased(RouterProfile.V721, "/ip vrf add name=guests interfaces=ether2", RecipeBench.Dhcp("ether1"), RecipeBench.Dhcp("ether2"));
        site.At().Run("/ip/dhcp-client/release", "=numbers=" + site.At().Run("/ip/dhcp-client/print", "?interface=ether2").Rows.Single()[".id"]);
        site.Wait(30);
        Assert.Equal(["guests", "main"], site.At().Run("/ip/route/print", "?dhcp").Rows.Select(row => row["routing-table"]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("host=8.8.8.8", "up")]
    [InlineData("host=8.8.8.8@guests", "down")]
    [InlineData("host=8.8.8.8@main", "up")]
    public void Reference_3_11_HostInAVrf_IsAskedByItsTable(string host, string status)
    {
        var site = Bench();
        site.Break("ether2", "upstream-dead");
        site.At().Add("/tool/netwatch/add", "=" + host, "=interval=5s", "=startup-delay=0s", "=start-delay=0s");
        site.Wait(30);
        Assert.Equal(status, site.At().Run("/tool/netwatch/print").Rows.Single()["status"]);
    }

    [Fact]
    public void Reference_3_12_PingInAVrf_TakesItsTable()
    {
        var site = Bench();
        site.Break("ether1", "upstream-dead");
        Assert.Equal("1", Ping("=vrf=guests")["received"]);
        Assert.Equal("0", Ping("=vrf=main")["received"]);

        Dictionary<string, string> Ping(string vrf)
        {
            var answer = site.At().Run("/tool/ping", "=address=9.9.9.9", "=count=1", vrf);
            site.Wait(3);
            return answer.Rows.Single();
        }
    }

    [Fact]
    public void Reference_4_5_OrderOfTheStages_MayBeChangedSince722()
    {
        var site = RecipeBench.Static(RouterProfile.V721 with { Version = new(7, 22, 0) }, """
            /routing table add name=second fib
            /ip route add gateway=10.111.0.1
            /ip route add gateway=10.112.0.1 routing-table=second
            /routing rule add src-address=192.168.88.0/24 action=lookup table=second
            """);
        Assert.Equal("ether2", From(site, "bridge", "192.168.88.9", "9.9.9.9").Hop?.Interface);
        Assert.True(From(site, "bridge", "192.168.88.9", "192.168.88.1").Local);

        Assert.Empty(site.At().Run("/routing/settings/set", "=policy-rules=mangle,main,user").Traps);
        Assert.Equal("ether1", From(site, "bridge", "192.168.88.9", "9.9.9.9").Hop?.Interface);
        Assert.False(From(site, "bridge", "192.168.88.9", "192.168.88.1").Local);

        Assert.Empty(site.At().Run("/routing/settings/set", "=policy-rules=user,local,main").Traps);
        Assert.Equal("ether2", From(site, "bridge", "192.168.88.9", "192.168.88.1").Hop?.Interface);
        Assert.Equal("unknown parameter policy-rules", Sites.Settled("two-isps").At().Refusal("/routing/settings/set", "=policy-rules=main"));
    }

    [Fact]
    public void Reference_4_5_RuleForAVrf_MatchesItsPacketsOnly()
    {
        var site = RecipeBench.Static(RouterProfile.V721 with { Version = new(7, 22, 0) }, Vrf);
        site.At().Run("/routing/settings/set", "=policy-rules=mangle,local,user,vrf-lookup,main");
        site.At().Add("/routing/rule/add", "=vrf=guests", "=action=drop");
        Assert.Equal("dropped by a routing rule", From(site, "ether4", "192.168.77.9", "9.9.9.9").Drop);
        Assert.Equal("ether1", From(site, "bridge", "192.168.88.9", "9.9.9.9").Hop?.Interface);
    }

    [Fact]
    public void Reference_3_2_V6_HasItsVrfsUnderRoute()
    {
        var desk = Sites.Settled("two-isps", RouterProfile.V649).At();
        Assert.Empty(desk.Run("/ip/route/vrf/print").Traps);
        desk.Add("/ip/route/vrf/add", "=routing-mark=guests", "=interfaces=ether4");
        Assert.StartsWith("no such command", desk.Run("/ip/vrf/print").Traps[0].Message, StringComparison.Ordinal);
        Assert.StartsWith("no such command", Sites.Settled("two-isps").At().Run("/ip/route/vrf/print").Traps[0].Message, StringComparison.Ordinal);
    }

    private static SimulatedSite Bench() => RecipeBench.Static(RouterProfile.V721, Vrf);

    private static RoutingDecision From(SimulatedSite site, string name, string source, string destination) => site.Running.Policy.Decide(Packet(name, source, destination));

    private static Packet Packet(string name, string source, string destination) => new() { Source = Ipv4.Parse(source)!.Value, Destination = Ipv4.Parse(destination)!.Value, InInterface = name };

    private static IEnumerable<string> Tables(SimulatedSite site, params string[] destinations) =>
        destinations.Select(destination => site.At().Run("/ip/route/print", "?dst-address=" + destination).Rows.Single()["routing-table"]);
}
