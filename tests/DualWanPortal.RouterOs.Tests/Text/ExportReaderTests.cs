using DualWanPortal.RouterOs.Model;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.RouterOs.Tests.Text;

public sealed class ExportReaderTests
{
    [Fact]
    public void Read_V6Header_TellsVersionDateAndBoard()
    {
        var export = Rows.Read("# jan/02/1970 00:06:10 by RouterOS 6.42.7\n# software id = AAAA-BBBB\n#\n# model = 960PGS\n# serial number = 0123\n/ip dns\nset servers=9.9.9.9\n");
        Assert.Equal(new RouterOsVersion(6, 42, 7), export.Version);
        Assert.Equal("jan/02/1970 00:06:10", export.Date);
        Assert.Equal(("AAAA-BBBB", "960PGS", "0123"), (export.SoftwareId, export.Model, export.SerialNumber));
        Assert.Equal("960PGS", export.ToModel().Board);
    }

    [Fact]
    public void Read_V7Header_TellsVersionAndIsoDate()
    {
        var export = Rows.Read("# 2024-02-17 11:04:56 by RouterOS 7.13.4\n# software id = \n#\n/ip dns\nset servers=9.9.9.9\n");
        Assert.Equal(new RouterOsVersion(7, 13, 4), export.Version);
        Assert.Equal("2024-02-17 11:04:56", export.Date);
        Assert.Null(export.SoftwareId);
    }

    [Theory]
    [InlineData("/ip address\nadd address=192.0.2.2/24 interface=ether1\n")]
    [InlineData("/ip address add address=192.0.2.2/24 interface=ether1\n")]
    [InlineData("/ip/address/add address=192.0.2.2/24 interface=ether1")]
    [InlineData("/ip/address add address=192.0.2.2/24 interface=ether1;")]
    [InlineData("/ip\naddress add address=192.0.2.2/24 interface=ether1\n")]
    [InlineData("ip address add address=192.0.2.2/24 interface=ether1\n")]
    [InlineData("/ip address {\n  add address=192.0.2.2/24 interface=ether1\n}\n")]
    [InlineData("{\n/ip address\nadd address=192.0.2.2/24 interface=ether1}\n")]
    [InlineData("/ip route\n../address add address=192.0.2.2/24 interface=ether1\n")]
    [InlineData("[admin@MikroTik] > /ip address add address=192.0.2.2/24 interface=ether1\n[admin@MikroTik] > ")]
    [InlineData("[admin@MikroTik] /ip/address> add address=192.0.2.2/24 interface=ether1\n")]
    [InlineData("[admin@Core 1] <SAFE> /ip address add address=192.0.2.2/24 interface=ether1\n")]
    [InlineData("/ip address\r\nadd address=192.0.2.2/24 \\\r\n\tinterface=ether1\r\n")]
    [InlineData("/ip address\nadd address=\\\n    192.0.2.2/24 inter\\\n    face=ether1\n")]
    [InlineData("/ip address\nadd address=192.0.2.\\\n    2/24 interface=\\  \n    \"ether\\\n    1\"\n")]
    public void Read_EveryWayToWriteAnAddress_GivesTheSameRow(string text) =>
        Assert.Equal("/ip/address address=192.0.2.2/24 interface=ether1", Rows.Flat(Rows.Single(text)));

    [Fact]
    public void Read_WrappedItem_KeepsFirstLineAndJoinedText()
    {
        var item = Rows.Single("# head\n/ip address\nadd address=192.0.2.2/24 \\\n    interface=ether1\n");
        Assert.Equal(3, item.Line);
        Assert.Equal("add address=192.0.2.2/24 interface=ether1", item.Text);
    }

    [Fact]
    public void Read_SetByDefaultName_JoinsTheRowAlreadyKnown()
    {
        var item = Rows.Single("/interface ethernet\nset [ find default-name=ether1 ] name=WAN\nset [ find default-name=ether1 ] mtu=1492\nset WAN comment=x\n");
        Assert.Equal("/interface/ethernet comment=x default-name=ether1 mtu=1492 name=WAN", Rows.Flat(item));
        Assert.Equal(2, item.Line);
    }

    [Theory]
    [InlineData("/interface lte\nset [ find ] name=lte1 mtu=1480\n", "/interface/lte mtu=1480 name=lte1")]
    [InlineData("/interface ethernet\nset ether1 name=wan\n", "/interface/ethernet default-name=ether1 name=wan")]
    [InlineData("/ip service\nset telnet disabled=yes\nset telnet port=24\n", "/ip/service disabled=yes name=telnet port=24")]
    [InlineData("/ip service\nset [find name=telnet] disabled=yes\n", "/ip/service disabled=yes name=telnet")]
    [InlineData("/ip service\nset numbers=telnet disabled=yes\n", "/ip/service disabled=yes name=telnet")]
    [InlineData("/ip service\ndisable telnet\n", "/ip/service disabled=yes name=telnet")]
    [InlineData("/user profile\nset \"a b\" x=1\n", "/user/profile name=a b x=1")]
    [InlineData("/interface ethernet switch\nset 0 a=1\nset 0 b=2\n", "/interface/ethernet/switch a=1 b=2 numbers=0")]
    [InlineData("/queue interface\nset *FFFFFFFE queue=x\n", "/queue/interface numbers=*FFFFFFFE queue=x")]
    [InlineData("/ip dns\nset servers=9.9.9.9\nset cache-size=4096KiB servers=1.1.1.1\n", "/ip/dns cache-size=4096KiB servers=1.1.1.1")]
    [InlineData("/ip route\nadd comment=a gateway=192.0.2.1\nset 0 comment=b\n", "/ip/route comment=b gateway=192.0.2.1")]
    [InlineData("/ip route\nadd comment=\"WAN1 x\" gateway=192.0.2.1\nset [find where comment~\"^WAN1\" and !disabled] distance=3\n", "/ip/route comment=WAN1 x distance=3 gateway=192.0.2.1")]
    [InlineData("/ip route\nadd comment=a\nset [/ip/route/find comment=\"a\"] !comment distance=2\n", "/ip/route !comment= distance=2")]
    [InlineData("/ip route\nadd comment=a\nadd comment=b\nremove [find comment!=b]\n", "/ip/route comment=b")]
    [InlineData("/ip route\nadd comment=a distance=2\nadd copy-from=[find comment=a] comment=b\nremove 0\n", "/ip/route comment=b distance=2")]
    [InlineData("/ip route\nadd comment=\"#1; {x} [y] (z)\" distance=1\n", "/ip/route comment=#1; {x} [y] (z) distance=1")]
    [InlineData("/ip route\nadd comment=a;b\n", null)]
    [InlineData("\u001b[m\u001b[32m/ip route\u001b[m\nadd comment=a\n", "/ip/route comment=a")]
    public void Read_Commands_LeaveTheRowThatARouterWouldHave(string text, string? row)
    {
        if (row is not null)
            Assert.Equal(row, Rows.Flat(Rows.Single(text)));
        else
            Assert.NotEmpty(ExportReader.Read(text).NotUnderstood);
    }

    [Theory]
    [InlineData("/ip route\nadd gateway=$gw\n", NotUnderstoodReason.Computed)]
    [InlineData("/ip route\nadd gateway=\"$gw\"\n", NotUnderstoodReason.Computed)]
    [InlineData("/ip route\nadd gateway=[:resolve a]\n", NotUnderstoodReason.Computed)]
    [InlineData("/ip route\nadd gateway=(1 . 2)\n", NotUnderstoodReason.Computed)]
    [InlineData(":global a 1\n", NotUnderstoodReason.Script)]
    [InlineData(":foreach i in=[/ip route find] do={\n/ip route remove $i\n}\n", NotUnderstoodReason.Script)]
    [InlineData("$run\n", NotUnderstoodReason.Script)]
    [InlineData("add gateway=192.0.2.1\n", NotUnderstoodReason.NoMenu)]
    [InlineData("/ip route gateway=192.0.2.1\n", NotUnderstoodReason.NoVerb)]
    [InlineData("/ip route\nset [find dst-address=0.0.0.0/0 or comment=x] distance=1\n", NotUnderstoodReason.Selector)]
    [InlineData("/ip route\nset [find comment=x] distance=1\n", NotUnderstoodReason.NoRow)]
    [InlineData("/ip route\nremove [find comment=$x]\n", NotUnderstoodReason.Selector)]
    [InlineData("/ip route\nadd gateway=\"192.0.2.1\nadd gateway=192.0.2.2\n", NotUnderstoodReason.UnclosedQuote)]
    [InlineData(":if (true) do={ :put 1\n", NotUnderstoodReason.UnclosedBracket)]
    [InlineData("}\n", NotUnderstoodReason.StrayBrace)]
    [InlineData("/tool fetch url=\"http://192.0.2.1/x.rsc\"\n", NotUnderstoodReason.Command)]
    [InlineData("Add this to your router\n", NotUnderstoodReason.Prose)]
    [InlineData("~~~routeros\n", NotUnderstoodReason.Fence)]
    [InlineData("----boundary\n", NotUnderstoodReason.Boundary)]
    public void Read_WhatItDoesNotFollow_IsNamedWithItsReason(string text, string reason)
    {
        var export = ExportReader.Read("/ip dns\nset servers=9.9.9.9\n/\n" + text);
        Assert.Contains(export.NotUnderstood, warning => warning.Reason == reason && warning.Line >= 4);
        Assert.DoesNotContain(export.Items, item => item.Menu == "/ip/route" && item["gateway"] != "192.0.2.2");
    }

    [Fact]
    public void Read_BareWordThatMayBeASubmenu_MakesWhatFollowsUnclear()
    {
        var export = ExportReader.Read("/ip firewall\nnat\nadd chain=srcnat\n/ip firewall nat\nadd chain=dstnat\n");
        Assert.Equal([NotUnderstoodReason.Prose, NotUnderstoodReason.NoMenu], export.NotUnderstood.Select(warning => warning.Reason));
        Assert.Equal("/ip/firewall/nat chain=dstnat", Rows.Flat(Assert.Single(export.Items)));
    }

    [Fact]
    public void Read_NestingBeyondReason_IsNamedAndTheRestRead()
    {
        var export = ExportReader.Read(":put " + new string('(', 100) + new string(')', 100) + "\n/ip dns\nset servers=9.9.9.9\n");
        Assert.Equal(NotUnderstoodReason.TooDeep, Assert.Single(export.NotUnderstood).Reason);
        Assert.Single(export.Items);
    }
}
