using System.Text;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.RouterOs.Tests.Text;

/// <summary>What the writer writes, the reader reads back; the generator leans on what is hard to write: quotes, wraps, bytes, blanks.</summary>
public sealed class RoundTripTests
{
    private const string Hard = " \"\\$?\n\r\t_;=#[]{}()!,:/abcXYZ019éПü🙂\u007f\u0001";
    private static readonly string[] s_menus = ["/ip/address", "/ip/route", "/ip/dns", "/interface/ethernet", "/routing/bgp/connection", "/ip/service", "/a/b/c"];
    private static readonly string[] s_keys =
        ["name", "comment", "address", "disabled", "source", "local.address", "local.role", "a.b.c", "configuration.ssid", "security.ft", "x-y", "!keepalive", "blackhole", "fib"];

    [Fact]
    public void Write_GeneratedItems_AreReadBackTheSame()
    {
        var random = new Random(31415);
        for (var round = 0; round < 300; round++)
        {
            var items = Enumerable.Range(0, random.Next(1, 12)).Select(_ => Item(random)).GroupBy(item => item.Menu).SelectMany(group => group).ToList();
            var version = new RouterOsVersion(random.Next(6, 8), random.Next(1, 40), random.Next(3));
            var text = ExportWriter.Write(version, items, new ExportSignature(new DateTime(2026, 3, 14, 9, 26, 53), "ABCD", "RB5009", "H1"));
            var again = ExportReader.Read(text);
            Assert.True(again.NotUnderstood.IsEmpty, text);
            Assert.Equal(items.Select(Rows.Flat), again.Items.Select(Rows.Flat));
            Assert.Equal(version, again.Version);
            Assert.Equal(("ABCD", "RB5009", "H1"), (again.SoftwareId, again.Model, again.SerialNumber));
            Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 80, line));
            Assert.DoesNotContain(text, c => c > '~');
        }
    }

    [Theory]
    [InlineData("home-7.21.1.rsc")]
    [InlineData("home-6.49.18-crlf.rsc")]
    public void Write_FixtureItems_AreReadBackTheSame(string fixture)
    {
        var export = Rows.Read(Rows.Fixture(fixture));
        var again = Rows.Read(ExportWriter.Write(export.Version!.Value, export.Items));
        Assert.Equal(export.Items.Select(Rows.Flat), again.Items.Select(Rows.Flat));
    }

    [Fact]
    public void Write_TypicalRows_LooksLikeAnExport()
    {
        var text = ExportWriter.Write(
            new RouterOsVersion(7, 9, 2),
            [
                ConfigItem.Of("/interface/ethernet", ("default-name", "ether1"), ("name", "wan 1")),
                ConfigItem.Of("/ip/dns", ("servers", "9.9.9.9,1.1.1.1")),
                ConfigItem.Of("/ip/route", ("blackhole", ""), ("dst-address", "198.51.100.1/32"), ("comment", "")),
                ConfigItem.Of("/ip/service", ("name", "telnet"), ("disabled", "yes")),
                ConfigItem.Of("/ip/firewall/filter", ("action", "accept"), ("chain", "input"), ("comment", "defconf: accept established,related,untracked"), ("connection-state", "established,related,untracked")),
                ConfigItem.Of("/routing/bgp/connection", ("local.address", "192.0.2.1"), ("local.role", "ebgp"), (".id", "*1")),
            ],
            new ExportSignature(new DateTime(2023, 5, 7, 8, 9, 10)));
        Assert.Equal(
            """
            # may/07/2023 08:09:10 by RouterOS 7.9.2
            # software id = 
            #
            /interface ethernet
            set [ find default-name=ether1 ] name="wan 1"
            /ip dns
            set servers=9.9.9.9,1.1.1.1
            /ip route
            add blackhole comment="" dst-address=198.51.100.1/32
            /ip service
            set telnet disabled=yes
            /ip firewall filter
            add action=accept chain=input comment=\
                "defconf: accept established,related,untracked" connection-state=\
                established,related,untracked
            /routing bgp connection
            add local.address=192.0.2.1 .role=ebgp

            """.ReplaceLineEndings("\n"),
            text);
    }

    [Fact]
    public void Quote_AnyText_IsReadBackFromACommand()
    {
        var random = new Random(27);
        for (var round = 0; round < 1000; round++)
        {
            var value = Text(random, 40);
            var command = CommandText.Format("/ip/address", "add", null, [new("comment", value)]);
            Assert.DoesNotContain('\n', command);
            Assert.Equal(value, Rows.Single(command)["comment"]);
        }
    }

    private static ConfigItem Item(Random random)
    {
        var menu = s_menus[random.Next(s_menus.Length)];
        var values = new Dictionary<string, string>();
        for (var i = random.Next(1, 7); i > 0; i--)
        {
            var key = s_keys[random.Next(s_keys.Length)];
            values[key] = key is ['!', ..] or "blackhole" or "fib" ? "" : key == "name" ? "n" + random.Next(1_000_000) : Text(random, 120);
        }
        // Rows of menus with fixed names must differ by name, or they are one row.
        values["name"] = "n" + random.Next(1_000_000_000);
        return ConfigItem.Of(menu, [.. values.Select(pair => (pair.Key, pair.Value))]);
    }

    private static string Text(Random random, int longest)
    {
        var text = new StringBuilder();
        var runes = Hard.EnumerateRunes().ToArray();
        for (var i = random.Next(longest); i > 0; i--)
            text.Append(runes[random.Next(runes.Length)]);
        return text.ToString();
    }
}
