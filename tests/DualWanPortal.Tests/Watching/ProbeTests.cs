using DualWanPortal.Failover.Wans;
using DualWanPortal.Polling;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.Routers;

namespace DualWanPortal.Tests.Watching;

public sealed class ProbeTests
{
    private static readonly ConfigItem s_version = ConfigItem.Of("/system/resource", ("version", "7.21.1 (stable)"));
    private static readonly ConfigItem s_active = Route("0.0.0.0/0", "203.0.113.1", "203.0.113.1%ether1", 1, active: true);
    private static readonly ConfigItem s_standby = Route("0.0.0.0/0", "198.51.100.1", "198.51.100.1%ether2", 2, active: false);

    [Theory]
    [InlineData("12ms345us", 12.345)]
    [InlineData("453us", 0.453)]
    [InlineData("0ms", 0.0)]
    [InlineData("1s2ms", 1002.0)]
    [InlineData("", null)]
    [InlineData("timeout", null)]
    [InlineData("12", null)]
    public void PingTime_OfRouterText_IsMilliseconds(string text, double? expected) => Assert.Equal(expected, PingTime.Milliseconds(text));

    [Theory]
    [InlineData("2026-01-31", "13:05:00", "+02:00", "2026-01-31T11:05:00Z")]
    [InlineData("jan/31/2026", "13:05:00", "-05:30", "2026-01-31T18:35:00Z")]
    [InlineData("31.1.2026", "13:05:00", "+00:00", null)]
    public void RouterClock_OfBothDateForms_IsUtc(string date, string time, string zone, string? expected) =>
        Assert.Equal(expected is null ? null : DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), RouterClock.Parse(date, time, zone));

    [Fact]
    public void TargetOf_ActiveWan_IsTheCommonTarget() => Assert.Equal("1.1.1.1", Target("ether1", s_active, s_standby));

    [Fact]
    public void TargetOf_StandbyEthernetWanWithoutRoute_IsNothing() => Assert.Null(Target("ether2", s_active, s_standby));

    [Fact]
    public void TargetOf_StandbyWanWithPinnedCanary_IsTheCanary() =>
        Assert.Equal("9.9.9.9", Target("ether2", s_active, Route("0.0.0.0/0", "9.9.9.9", "198.51.100.1%ether2", 2, active: false), Route("9.9.9.9/32", "198.51.100.1", "198.51.100.1%ether2", 1, active: true)));

    [Fact]
    public void TargetOf_CommonTargetPinnedToTheOtherWan_IsNothingForThisOne() =>
        Assert.Null(Target("ether1", s_active, Route("1.1.1.1/32", "198.51.100.1", "198.51.100.1%ether2", 1, active: true)));

    [Fact]
    public void TargetOf_InterfaceWithoutLink_IsNothing() =>
        Assert.Null(Target("ether1", s_active, ConfigItem.Of("/interface", ("name", "ether1"), ("type", "ether"), ("running", "false"))));

    [Fact]
    public void TargetOf_StandbyLte_IsTheCommonTarget() => Assert.Equal("1.1.1.1", Target("lte1", s_active, ConfigItem.Of("/interface", ("name", "lte1"), ("type", "lte"), ("running", "true"))));

    [Fact]
    public void Result_TimeoutsAndErrors_AreLoss()
    {
        var reply = new RouterOsReply([Row(("time", "10ms")), Row(("status", "timeout")), Row(("status", "host unreachable"), ("time", "1ms")), Row(("time", "20ms"))], null);

        Assert.Equal(new ProbeResult("ether1", "1.1.1.1", 4, 2, 15, DateTimeOffset.UnixEpoch), WanProber.Result("ether1", "1.1.1.1", reply, DateTimeOffset.UnixEpoch));
    }

    private static string? Target(string wan, params ConfigItem[] items) => WanProber.TargetOf(RouterModel.FromItems([s_version, .. items]), new WanLink
    {
        Name = wan, Interface = wan, Port = wan, Kind = wan == "lte1" ? WanKind.Lte : WanKind.Static, Role = WanRole.Primary, Order = 0, Evidence = [],
    }, "1.1.1.1");

    private static ConfigItem Route(string destination, string gateway, string immediate, int distance, bool active) => ConfigItem.Of("/ip/route",
        ("dst-address", destination), ("gateway", gateway), ("immediate-gw", immediate), ("distance", $"{distance}"), ("active", active ? "true" : "false"), ("routing-table", "main"));

    private static RouterOsRow Row(params (string Name, string Value)[] pairs) => RouterOsRow.FromPairs(pairs.Select(pair => new KeyValuePair<string, string>(pair.Name, pair.Value)));
}
