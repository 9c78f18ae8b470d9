using System.Globalization;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Tests.Commands;
using DualWanPortal.Simulation.Tests.Recipes;
using DualWanPortal.Simulation.Tests.Scripting;
using DualWanPortal.Simulation.Tests.World;

namespace DualWanPortal.Simulation.Tests.Routing;

/// <summary>Words of routes, tables and next hops that a reader may rely on (reference 3.1, 3.2, 4.1, 4.2).</summary>
public sealed class TableFactsTests
{
    private static readonly RouterProfile s_v722 = RouterProfile.V721 with { Version = new(7, 22, 0) };

    [Fact]
    public void Reference_3_1_OldBuilds_ShowTheCompleteSetOfFlags()
    {
        var row = new CommandDesk(Sites.Settled("two-isps", RouterProfile.V712).Router).Run("/ip/route/print", "?comment=WAN1-default1").Rows.Single();
        Assert.All(["rip", "bgp", "ospf", "is-is", "dhcp", "vpn", "modem", "bgp-mpls-vpn", "hw-offloaded", "ecmp", "connect", "dynamic", "disabled", "inactive"], flag => Assert.Equal("false", row[flag]));
        Assert.Equal("", row["pref-src"]);
        Assert.False(new CommandDesk(Sites.Settled("two-isps").Router).Run("/ip/route/print", "?comment=WAN1-default1").Rows.Single().ContainsKey("pref-src"));
    }

    [Theory]
    [InlineData("7.21", "routing-mark", "route-tag", "type", "bgp-local-pref", "bgp-as-path", "bgp-prepend")]
    [InlineData("6.49", "routing-table", "blackhole", "suppress-hw-offload")]
    public void Reference_3_1_WordsOfTheOtherMajorVersion_AreUnknown(string profile, params string[] names)
    {
        var desk = new CommandDesk(RouterProfile.Named(profile)!);
        Assert.All(names, name => Assert.StartsWith("unknown parameter", desk.Refusal("/ip/route/add", "=gateway=10.0.0.1", $"={name}=1"), StringComparison.Ordinal));
        var other = new CommandDesk(profile == "6.49" ? RouterProfile.V712 : RouterProfile.V649);
        Assert.All(names, name => Assert.DoesNotContain(other.Run("/ip/route/add", "=gateway=10.0.0.1", $"={name}=1").Traps, trap => trap.Message.StartsWith("unknown parameter", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("6.49", "gateway-status", "immediate-gw", "inactive")]
    [InlineData("7.21", "immediate-gw", "gateway-status", "")]
    public void Reference_3_1_StateOfARoute_IsThatOfTheVersion(string profile, string has, string lacks, string lacksToo)
    {
        var site = Sites.Settled("two-isps", RouterProfile.Named(profile));
        site.Break("ether2", "cable-out");
        Assert.All(site.At().Run("/ip/route/print", "?dst-address=0.0.0.0/0").Rows, row => Assert.True(row.ContainsKey(has) && !row.ContainsKey(lacks) && !row.ContainsKey(lacksToo)));
        Assert.StartsWith("unknown parameter", site.At().Refusal("/ip/route/set", "=.id=" + site.Route("WAN1-default1").Id, $"={has}=x"), StringComparison.Ordinal);
    }

    [Fact]
    public void Reference_3_1_CheckGateway_IsReturnedOnlyWhenSet()
    {
        var desk = new CommandDesk();
        var id = desk.Add("/ip/route/add", "=gateway=10.0.0.1", "=check-gateway=none");
        Assert.False(Row().ContainsKey("check-gateway"));
        desk.Run("/ip/route/set", "=.id=" + id, "=check-gateway=bfd");
        Assert.Equal("bfd", Row()["check-gateway"]);
        Assert.Equal("input does not match any value of check-gateway", new CommandDesk(RouterProfile.V649).Refusal("/ip/route/add", "=gateway=10.0.0.1", "=check-gateway=bfd"));

        Dictionary<string, string> Row() => desk.Run("/ip/route/print", "?.id=" + id).Rows.Single();
    }

    [Fact]
    public void Reference_3_2_Tables_AreAtMost4096()
    {
        var desk = new CommandDesk();
        var table = desk.Router["/routing/table"];
        while (table.Rows.Count < 4095)
            table.Add([new("name", string.Create(CultureInfo.InvariantCulture, $"t{table.Rows.Count}"))]);
        var last = desk.Add("/routing/table/add", "=name=last", "=fib=");
        Assert.StartsWith("failure: ", desk.Refusal("/routing/table/add", "=name=one-more"), StringComparison.Ordinal);
        desk.Run("/routing/table/remove", "=.id=" + last);
        desk.Add("/routing/table/add", "=name=one-more");
    }

    [Fact]
    public void Reference_3_2_Table_SaysWhetherItIsUsed()
    {
        var site = Sites.Settled("two-isps");
        site.At().Add("/routing/table/add", "=name=a", "=fib=");
        Assert.Equal(("true", "false"), (Row("main")["used"], Row("main").GetValueOrDefault("disabled")));
        Assert.False(Row("a").ContainsKey("used"));
        var rule = site.At().Add("/routing/rule/add", "=action=lookup", "=table=a", "=src-address=10.0.0.0/8");
        Assert.Equal("true", Row("a")["used"]);
        site.At().Run("/routing/rule/remove", "=.id=" + rule);
        Assert.False(Row("a").ContainsKey("used"));

        Dictionary<string, string> Row(string name) => site.At().Run("/routing/table/print", "?name=" + name).Rows.Single();
    }

    [Fact]
    public void Reference_3_2_TableUnderTheNameOfAVrf_IsInvalid()
    {
        var site = Sites.Settled("two-isps");
        site.At().Add("/routing/table/add", "=name=red", "=fib=");
        var vrf = site.At().Add("/ip/vrf/add", "=name=red", "=interfaces=ether4");
        Assert.Equal(["false", "true"], Rows().Select(row => row["dynamic"]).Order(StringComparer.Ordinal));
        Assert.Equal("true", Rows().Single(row => row["dynamic"] == "false")["invalid"]);
        site.At().Run("/ip/vrf/remove", "=.id=" + vrf);
        Assert.False(Rows().Single().ContainsKey("invalid"));

        List<Dictionary<string, string>> Rows() => site.At().Run("/routing/table/print", "?name=red").Rows;
    }

    [Fact]
    public void Reference_3_2_Rule_HasMoreWordsSince722()
    {
        var desk = new CommandDesk(s_v722);
        desk.Add("/ip/vrf/add", "=name=red", "=interfaces=ether3");
        desk.Add("/routing/rule/add", "=action=mangle", "=table=main", "=chain=user", "=realm=1", "=vrf=red");
        Assert.Equal("input does not match any value of action", new CommandDesk().Refusal("/routing/rule/add", "=action=mangle", "=table=main"));
        Assert.Equal("input does not match any value of vrf", desk.Refusal("/routing/rule/add", "=action=drop", "=vrf=blue"));
        Assert.Equal("mangle,vrf-lookup,vrf-unreach,local,user,main", desk.Run("/routing/settings/print").Rows.Single()["policy-rules"]);
    }

    [Theory]
    [InlineData("7.21", "11")]
    [InlineData("6.49", null)]
    public void Reference_4_2_ScopeThatDoesNotExceedTheTarget_IsSeenCorrectedInNexthop(string profile, string? scope)
    {
        var site = RecipeBench.Static(RouterProfile.Named(profile)!, "/ip route add dst-address=8.8.8.8/32 gateway=10.111.0.1 scope=10 target-scope=10");
        var rows = site.At().Run("/routing/nexthop/print", "?address=10.111.0.1", "?target-scope=10").Rows;
        if (scope is null)
            Assert.Empty(rows);
        else
            Assert.Equal(scope, rows.Single()["scope"]);
    }

    [Fact]
    public void Reference_4_1_EcmpRows_SayItAndHaveTheirOwnWay()
    {
        var site = RecipeBench.Static(RouterProfile.V721, "/ip route add gateway=10.111.0.1 comment=a\n/ip route add gateway=10.112.0.1 comment=b");
        var rows = site.At().Run("/ip/route/print", "?dst-address=0.0.0.0/0").Rows;
        Assert.Equal([("true", "true", "10.111.0.1%ether1"), ("true", "true", "10.112.0.1%ether2")], rows.Select(row => (row["active"], row["ecmp"], row["immediate-gw"])));
        site.Break("ether2", "cable-out");
        Assert.False(site.At().Run("/ip/route/print", "?comment=a").Rows.Single().ContainsKey("ecmp"));
    }

    [Theory]
    [InlineData("7.21", "vpn", "pppoe-out1", "1")]
    [InlineData("7.21", "modem", "lte1", "2")]
    [InlineData("7.21", "dhcp", "203.0.113.1", "1")]
    [InlineData("6.49", null, "pppoe-out1", "1")]
    public void Reference_3_1_DynamicDefaults_HaveTheFlagOfTheirKind(string profile, string? flag, string gateway, string distance)
    {
        var scenario = gateway == "lte1" ? "fibre-lte" : "dhcp-pppoe";
        var site = flag == "dhcp"
            ? RecipeBench.Leased(RouterProfile.V721, "", RecipeBench.Dhcp("ether1"))
            : gateway == "lte1" ? Sites.Settled(scenario) : RecipeBench.Leased(RouterProfile.Named(profile)!, "", RecipeBench.Pppoe("pppoe-out1", "ether1", ("add-default-route", "yes")));
        var id = gateway == "lte1" ? site.At().Run("/interface/lte/apn/print", "?name=default").Rows.Single()[".id"] : null;
        if (id is not null)
        {
            site.At().Run("/interface/lte/apn/set", "=.id=" + id, "=add-default-route=yes", "=default-route-distance=2");
            site.Wait(10);
        }
        var row = site.At().Run("/ip/route/print", "?dst-address=0.0.0.0/0", "?gateway=" + gateway).Rows.Single();
        Assert.Equal((distance, "true"), (row["distance"], row["dynamic"]));
        foreach (var name in new[] { "vpn", "modem", "dhcp" })
            Assert.Equal(name == flag, row.ContainsKey(name));
        if (flag == "dhcp")
            Assert.Equal("ether1", row["vrf-interface"]);
    }
}
