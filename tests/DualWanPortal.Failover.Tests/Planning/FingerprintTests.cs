using DualWanPortal.Failover.Planning;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Tests.Planning;

public class FingerprintTests
{
    private static RouterRows Rows() => new RouterRows().Lan().Dhcp("ether1", "203.0.113", 1).Static("ether2", "198.51.100", 2, "standby").WanList("ether1", "ether2").Masquerade()
        .Add("/ip/firewall/nat", ("chain", "dstnat"), ("action", "dst-nat"), ("to-addresses", "192.168.88.5"), ("bytes", "1"));

    private static string Print(RouterRows rows) => Planner.Fingerprint(rows.Model);

    [Fact]
    public void StateAndCounters_DoNotMatter()
    {
        var before = Print(Rows());
        Assert.Equal(before, Print(Rows().Change("/ip/firewall/nat", ("chain", "dstnat"), ("bytes", "999"), ("packets", "7"))));
        Assert.Equal(before, Print(Rows().Change("/ip/dhcp-client", ("interface", "ether1"), ("status", "searching..."), ("address", ""), ("gateway", "203.0.113.9"))));
        Assert.Equal(before, Print(Rows().Change("/ip/route", ("gateway", "198.51.100.1"), ("active", "true"), ("inactive", "true"), ("immediate-gw", ""))));
        Assert.Equal(before, Print(Rows().Change("/interface", ("name", "ether1"), ("running", "false"))));
        Assert.Equal(before, Print(Rows().Remove("/ip/route", "dhcp", "true").Remove("/ip/address", "dynamic", "true")));
    }

    [Fact]
    public void WordingOfFlags_DoesNotMatter() => Assert.Equal(Print(Rows()), Print(Rows().Change("/ip/route", ("gateway", "198.51.100.1"), ("disabled", "no"))));

    [Fact]
    public void OrderOfRoutes_DoesNotMatterOrderOfRulesDoes()
    {
        var rows = Rows().Items;
        var routesTurned = rows.Where(row => row.Menu != "/ip/route").Concat(rows.Where(row => row.Menu == "/ip/route").Reverse());
        var rulesTurned = rows.Where(row => row.Menu != "/ip/firewall/nat").Concat(rows.Where(row => row.Menu == "/ip/firewall/nat").Reverse());
        Assert.Equal(Print(Rows()), Planner.Fingerprint(RouterModel.FromItems(routesTurned, Rows().Version)));
        Assert.NotEqual(Print(Rows()), Planner.Fingerprint(RouterModel.FromItems(rulesTurned, Rows().Version)));
    }

    [Fact]
    public void Configuration_Matters()
    {
        var before = Print(Rows());
        Assert.NotEqual(before, Print(Rows().Change("/ip/route", ("gateway", "198.51.100.1"), ("distance", "3"))));
        Assert.NotEqual(before, Print(Rows().Change("/ip/route", ("gateway", "198.51.100.1"), ("disabled", "true"))));
        Assert.NotEqual(before, Print(Rows().Change("/ip/dhcp-client", ("interface", "ether1"), ("default-route-distance", "9"))));
        Assert.NotEqual(before, Print(Rows().Remove("/interface/list/member", "interface", "ether2")));
        Assert.NotEqual(before, Print(Rows().Add("/ip/firewall/filter", ("chain", "input"), ("action", "drop"))));
        Assert.NotEqual(before, Print(Rows().Add("/ip/dns", ("servers", "9.9.9.9"))));
        Assert.NotEqual(before, Print(Rows().Add("/system/scheduler", ("name", "dwp-wan-gate1"), ("on-event", "dwp-wan-gate1"), ("comment", "dwp:wan-gate1"))));
        Assert.NotEqual(before, Print(Rows().Add("/ip/dhcp-server/network", ("address", "192.168.88.0/24"), ("dns-server", "9.9.9.9"))));
        Assert.NotEqual(before, Print(Rows().Add("/system/device-mode", ("mode", "home"))));
    }

    [Fact]
    public void GuardsOfWorkOnPlans_DoNotMatter() =>
        Assert.Equal(Print(Rows()), Print(Rows().Add("/system/scheduler", ("name", "dwp-deadman-7"), ("comment", "dwp:deadman-7")).Add("/system/script", ("name", "dwp-revert-7"), ("comment", "dwp:deadman-7"))));

    [Fact]
    public void Glance_StateCountersAndOtherObjects_IsSame()
    {
        var before = ConfigGlance.Of(Rows().Model, null);
        Assert.True(ConfigGlance.Of(Rows().Model, before).IsSame(before));
        Assert.True(ConfigGlance.Of(Rows().Change("/ip/firewall/nat", ("chain", "dstnat"), ("bytes", "999")).Model, before).IsSame(before));
        Assert.True(ConfigGlance.Of(Rows().Change("/ip/dhcp-client", ("interface", "ether1"), ("status", "searching..."), ("gateway", "203.0.113.9")).Model, before).IsSame(before));
        Assert.True(ConfigGlance.Of(Rows().Remove("/ip/route", "dhcp", "true").Remove("/ip/address", "dynamic", "true").Model, before).IsSame(before));
    }

    [Fact]
    public void Glance_WhateverMakesAnotherFingerprint_IsSeen()
    {
        var before = ConfigGlance.Of(Rows().Model, null);
        RouterRows[] changed =
        [
            Rows().Change("/ip/route", ("gateway", "198.51.100.1"), ("distance", "3")), Rows().Change("/ip/route", ("gateway", "198.51.100.1"), ("disabled", "true")),
            Rows().Change("/ip/dhcp-client", ("interface", "ether1"), ("default-route-distance", "9")), Rows().Remove("/interface/list/member", "interface", "ether2"),
            Rows().Add("/ip/firewall/filter", ("chain", "input"), ("action", "drop")), Rows().Add("/ip/dns", ("servers", "9.9.9.9")),
        ];
        Assert.All(changed, rows => Assert.False(ConfigGlance.Of(rows.Model, before).IsSame(before)));
        var nat = Rows().Items;
        var turned = nat.Where(row => row.Menu != "/ip/firewall/nat").Concat(nat.Where(row => row.Menu == "/ip/firewall/nat").Reverse());
        Assert.False(ConfigGlance.Of(RouterModel.FromItems(turned, Rows().Version), before).IsSame(before));
    }
}
