using System.Collections.Immutable;
using DualWanPortal.Failover.Continuity;
using DualWanPortal.Failover.Tests.Audit;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Failover.Tests.Continuity;

public sealed class WanSheetTests
{
    private const string Forward = "/ip firewall nat\nadd action=dst-nat chain=dstnat dst-port=443 in-interface-list=WAN protocol=tcp to-addresses=192.168.88.10\n";

    [Theory]
    [InlineData("203.0.113.2/24", AddressReach.Public)]
    [InlineData("192.168.1.2/24", AddressReach.Private)]
    [InlineData("100.64.7.2/24", AddressReach.Carrier)]
    [InlineData("100.128.7.2/24", AddressReach.Public)]
    public void Of_AddressOfAWan_SaysWhoReachesIt(string address, AddressReach reach)
    {
        var sheet = Sheets(Text().Replace("198.51.100.2/24", address, StringComparison.Ordinal))[1];

        Assert.Equal((address.Split('/')[0], reach), (sheet.Address, sheet.Reach));
        Assert.False(sheet.AddressChanges);
    }

    [Fact]
    public void Of_ForwardsAndLinesForOneAddress_AreOnTheSheetOfTheirWan()
    {
        var sheets = Sheets(Text() + Forward
            + "add action=dst-nat chain=dstnat dst-address=203.0.113.2 dst-port=25 protocol=tcp to-addresses=192.168.88.11\n"
            + "add action=dst-nat chain=dstnat disabled=yes dst-address=198.51.100.2 dst-port=25 protocol=tcp to-addresses=192.168.88.11\n");

        Assert.Contains("dst-port=25", Assert.Single(sheets[0].Bound).Text, StringComparison.Ordinal);
        Assert.Empty(sheets[1].Bound);
        Assert.Equal(2, sheets[0].Inbound.Length);
        Assert.Single(sheets[1].Inbound);
    }

    [Fact]
    public void Losses_CarriersAddress_OnlyWhenSomebodyCalls()
    {
        var behind = Text().Replace("198.51.100.2/24", "100.64.7.2/24", StringComparison.Ordinal);

        Assert.Empty(Losses(Sheets(behind), 1, WanAnswers.None));
        Assert.Equal(["no-inbound"], Losses(Sheets(behind), 1, new WanAnswers { InboundNeeded = true }));
        Assert.Equal(["no-inbound"], Losses(Sheets(behind + Forward), 1, WanAnswers.None));
        Assert.Empty(Losses(Sheets(behind + Forward), 1, new WanAnswers { InboundNeeded = false }));
        Assert.Empty(Losses(Sheets(behind + Forward), 0, WanAnswers.None));
    }

    [Fact]
    public void Losses_LineForTheOtherWan_AreOfTheOneThatTakesOver()
    {
        var sheets = Sheets(Text() + "/ip firewall nat\nadd action=dst-nat chain=dstnat dst-address=203.0.113.2 dst-port=25 protocol=tcp to-addresses=192.168.88.11\n");

        Assert.Equal(["bound-elsewhere"], Losses(sheets, 1, WanAnswers.None));
        Assert.Empty(Losses(sheets, 0, WanAnswers.None));
    }

    [Fact]
    public void Losses_LeaseWithoutAName_MayMoveAway()
    {
        var leased = Text().Replace("add address=198.51.100.2/24 interface=ether2 network=198.51.100.0\n", "", StringComparison.Ordinal)
            + "/ip dhcp-client\nadd add-default-route=yes default-route-distance=11 disabled=no interface=ether2\n";
        var needed = new WanAnswers { InboundNeeded = true, Accepted = ["address-changes"] };

        var sheets = Sheets(leased);
        var second = sheets.Single(sheet => sheet.Interface == "ether2");

        Assert.True(second.AddressChanges);
        Assert.Equal(AddressReach.Unknown, second.Reach);
        Assert.True(Assert.Single(WanLosses.Of(second, needed, sheets)).Accepted);
        var named = Sheets(leased + "/ip cloud\nset ddns-enabled=yes\n");
        Assert.Empty(WanLosses.Of(named.Single(sheet => sheet.Interface == "ether2"), needed, named));
    }

    /// <summary>What every router has from the factory is no decision that a name follows it.</summary>
    [Theory]
    [InlineData("set ddns-enabled=auto", null)]
    [InlineData("set back-to-home-vpn=enabled ddns-enabled=auto", true)]
    [InlineData("set ddns-enabled=yes", true)]
    [InlineData("set ddns-enabled=no", false)]
    public void Of_NameService_IsKnownOnlyWhereSomebodyDecided(string cloud, bool? named) =>
        Assert.Equal(named, Sheets(Text() + "/ip cloud\n" + cloud + "\n")[0].HasName);

    [Fact]
    public void Open_WhatNobodyAnswered_IsAsked()
    {
        var sheet = Sheets(Text())[0];

        Assert.Equal(3, WanLosses.Open(sheet, WanAnswers.None).Length);
        Assert.Empty(WanLosses.Open(sheet, new WanAnswers { InboundNeeded = false, Depends = "", AlertsLeaveBy = "the portal" }));
    }

    private static string Text() => Exported.Healthy(Exported.V7).Text;

    private static ImmutableArray<WanSheet> Sheets(string export) => WanSheets.Of(ExportReader.Read($"# 2026-05-01 10:00:00 by RouterOS {Exported.V7}\n{export}").ToModel());

    private static IEnumerable<string> Losses(ImmutableArray<WanSheet> sheets, int wan, WanAnswers answers) => WanLosses.Of(sheets[wan], answers, sheets).Select(loss => loss.Id);
}
