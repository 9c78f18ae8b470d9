using System.Collections.Immutable;
using DualWanPortal.Configs;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.Routers;

namespace DualWanPortal.Tests.Configs;

public sealed class ConfigTextTests
{
    private static RouterReading Reading(params ConfigItem[] rows) => new(rows.GroupBy(row => row.Menu).ToImmutableDictionary(menu => menu.Key, menu => menu.ToImmutableArray()), []);

    private static ConfigItem Route(string destination, params (string, string)[] more) => ConfigItem.Of("/ip/route", [("dst-address", destination), ("gateway", "203.0.113.1"), .. more]);

    [Fact]
    public void Of_StateAndCounters_AreLeftOut()
    {
        var idle = ConfigText.Of(Reading(Route("10.0.0.0/8", (".id", "*1"), ("active", "false")), ConfigItem.Of("/ip/dhcp-client", ("interface", "ether1"), ("status", "searching..."))));
        var busy = ConfigText.Of(Reading(
            Route("10.0.0.0/8", (".id", "*7"), ("active", "true"), ("immediate-gw", "203.0.113.1%ether1")), Route("0.0.0.0/0", ("dynamic", "true")),
            ConfigItem.Of("/ip/dhcp-client", ("interface", "ether1"), ("status", "bound"), ("address", "192.0.2.7/24"), ("expires-after", "9m"), ("gateway", "192.0.2.1"))));

        Assert.Equal(idle, busy);
        Assert.Equal("# RouterOS of unknown version\n/ip route\nadd dst-address=10.0.0.0/8 gateway=203.0.113.1\n/ip dhcp-client\nadd interface=ether1\n", idle.Text);
    }

    [Fact]
    public void Of_OrderOfRows_CountsOnlyWhereItMeansSomething()
    {
        ConfigItem Rule(string action) => ConfigItem.Of("/ip/firewall/nat", ("chain", "srcnat"), ("action", action));
        Assert.Equal(ConfigText.Of(Reading(Route("10.0.0.0/8"), Route("172.16.0.0/12"))).Hash, ConfigText.Of(Reading(Route("172.16.0.0/12"), Route("10.0.0.0/8"))).Hash);
        Assert.NotEqual(ConfigText.Of(Reading(Rule("accept"), Rule("masquerade"))).Hash, ConfigText.Of(Reading(Rule("masquerade"), Rule("accept"))).Hash);
    }

    [Fact]
    public void Of_Secrets_AreMasked()
    {
        var text = ConfigText.Of(Reading(
            ConfigItem.Of("/interface/pppoe-client", ("name", "pppoe-out1"), ("password", "hunter2")),
            ConfigItem.Of("/system/scheduler", ("name", "tell"), ("on-event", "/tool fetch url=x password=hunter2 mode=https")))).Text;
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_MenuRefused_SaysSo()
    {
        var reading = Reading(Route("10.0.0.0/8")) with { Warnings = [new ModelWarning(null, "/ip/firewall/filter", "The router refused to show it")] };
        Assert.Contains("# /ip/firewall/filter is not shown to the portal\n", ConfigText.Of(reading).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("filter rule changed by admin", "admin")]
    [InlineData("route added by winbox-3.41/tcp-msg(winbox):eve@192.0.2.9/action:12 (*7 = /ip route add)", "eve")]
    [InlineData("item changed by ssh:bob@192.0.2.9", "bob")]
    [InlineData("user admin logged in from 192.0.2.9 via winbox", null)]
    [InlineData("router was rebooted by admin", null)]
    public void HandOf_LineOfTheLog_IsTheUser(string message, string? expected) => Assert.Equal(expected, ChangeHands.HandOf(message));
}
