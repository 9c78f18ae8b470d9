using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Simulation.Tests.Commands;

/// <summary>What a client may write for a value, and in which form it comes back (reference 1.8).</summary>
public sealed class ValueFactsTests
{
    private readonly CommandDesk _desk = new();

    [Theory]
    [InlineData("/ip/route/add", "distance", "0x0A", "10")]
    [InlineData("/ip/route/add", "distance", "10", "10")]
    [InlineData("/ip/route/add", "target-scope", "0xb", "11")]
    public void Reference_1_8_Integers_AreDecimalAndMayBeGivenInHexadecimal(string command, string name, string given, string shown)
    {
        _desk.Add(command, "=gateway=10.0.0.1", $"={name}={given}");
        Assert.Equal(shown, _desk.Run("/ip/route/print").Rows[0][name]);
        Assert.Equal($"invalid value for argument {name}", _desk.Refusal(command, "=gateway=10.0.0.1", $"={name}=0xZZ"));
    }

    [Theory]
    [InlineData("4096", "4096KiB")]
    [InlineData("4096KiB", "4096KiB")]
    [InlineData("4M", "4096KiB")]
    [InlineData("2MiB", "2048KiB")]
    public void Reference_1_8_SizesWithUnit_TakeEitherForm(string given, string shown)
    {
        Assert.Empty(_desk.Run("/ip/dns/set", "=cache-size=" + given).Traps);
        Assert.Equal(shown, _desk.Run("/ip/dns/print").Rows[0]["cache-size"]);
        Assert.Equal("invalid value for argument cache-size", _desk.Refusal("/ip/dns/set", "=cache-size=large"));
    }

    [Theory]
    [InlineData("10M/2M", "10000000/2000000")]
    [InlineData("512k", "512000/512000")]
    [InlineData("1G/64000", "1000000000/64000")]
    public void Reference_1_8_Rates_AreSpelledOut(string given, string shown)
    {
        _desk.Add("/queue/simple/add", "=name=q", "=target=192.168.88.0/24", "=max-limit=" + given);
        Assert.Equal(shown, _desk.Run("/queue/simple/print").Rows[0]["max-limit"]);
    }

    [Theory]
    [InlineData("1.1.1.1, 9.9.9.9")]
    [InlineData("1.1.1.1,9.9.9.9")]
    [InlineData(" 1.1.1.1 ,9.9.9.9, ")]
    public void Reference_1_8_Lists_HaveCommasWithoutBlanks(string given)
    {
        _desk.Run("/ip/dns/set", "=servers=" + given);
        Assert.Equal("1.1.1.1,9.9.9.9", _desk.Run("/ip/dns/print").Rows[0]["servers"]);
    }

    [Theory]
    [InlineData("8.8.8.8", "8.8.8.8/32")]
    [InlineData("10.1.2.3/8", "10.0.0.0/8")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0")]
    public void Reference_1_8_Prefixes_HaveALengthAndNoHostBits(string given, string shown)
    {
        _desk.Add("/ip/route/add", "=gateway=10.0.0.1", "=dst-address=" + given);
        Assert.Equal(shown, _desk.Run("/ip/route/print").Rows[0]["dst-address"]);
    }

    [Fact]
    public void Reference_1_8_References_TakeAnIdAndShowTheName()
    {
        var id = _desk.Run("/interface/print", "?name=ether2").Rows[0][".id"];
        _desk.Add("/ip/address/add", "=address=10.0.0.1/24", "=interface=" + id);
        Assert.Equal("ether2", _desk.Run("/ip/address/print").Rows[0]["interface"]);
    }

    [Theory]
    [InlineData("a=b = c")]
    [InlineData("first\nsecond\r\n\tthird")]
    [InlineData("Zürich ☎ \"quoted\" \\ back")]
    [InlineData("nul\0inside")]
    public void Reference_1_8_Text_ComesBackAsItWasStored(string text)
    {
        var id = _desk.Add("/ip/route/add", "=gateway=10.0.0.1", "=comment=" + text);
        Assert.Equal(text, _desk.Run("/ip/route/print", "?.id=" + id).Rows[0]["comment"]);
        Assert.Equal(text, _desk.Run("/ip/route/get", "=.id=" + id, "=value-name=comment").Ret);
    }

    [Theory]
    [InlineData("6.49", "*30000001")]
    [InlineData("7.21", "*80000001")]
    public void Reference_1_8_DynamicRows_HaveIdsOfARangeOfTheirOwn(string profile, string first)
    {
        var desk = new CommandDesk(RouterProfile.Named(profile)!);
        var row = desk.Router["/ip/address"].Add([new("address", "192.0.2.7/24"), new("interface", "ether1")], dynamic: true);
        var own = desk.Add("/ip/address/add", "=address=10.0.0.1/24", "=interface=ether1");
        Assert.Equal((first, "*1", "true"), (row.Id, own, desk.Run("/ip/address/print", "?.id=" + row.Id).Rows[0]["dynamic"]));
    }

    [Theory]
    [InlineData("/ip/cloud", "ddns-update-interval", "00:10:00", "10m")]
    [InlineData("/ip/dns", "query-server-timeout", "1500ms", "1s500ms")]
    [InlineData("/ip/dns", "address-list-extra-time", "0", "0s")]
    [InlineData("/ip/dns", "cache-max-ttl", "1w2d3h4m5s", "1w2d3h4m5s")]
    public void Reference_1_8_Durations_GoBelowASecondAndBeyondAWeek(string menu, string name, string given, string shown)
    {
        Assert.Empty(_desk.Run(menu + "/set", $"={name}={given}").Traps);
        Assert.Equal(shown, _desk.Run(menu + "/print").Rows[0][name]);
    }

    [Fact]
    public void Reference_1_4_CliRowNumbers_AreNoIds()
    {
        _desk.Add("/ip/pool/add", "=name=a", "=ranges=10.0.0.1");
        Assert.Equal("no such item", _desk.Refusal("/ip/pool/remove", "=numbers=0"));
        Assert.Equal("no such item", _desk.Refusal("/ip/pool/set", "=.id=0", "=name=b"));
        Assert.Single(_desk.Run("/ip/pool/print").Rows);
    }

    [Fact]
    public void Reference_1_4_SettingsMenus_RejectDetail()
    {
        Assert.Equal("unknown parameter detail", _desk.Refusal("/ip/dns/print", "=detail="));
        Assert.Empty(_desk.Run("/ip/route/print", "=detail=").Traps);
    }
}
