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
}
