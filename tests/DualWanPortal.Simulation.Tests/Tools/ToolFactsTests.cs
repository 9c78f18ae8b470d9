using System.Globalization;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Tools;
using DualWanPortal.Simulation.Tests.Recipes;
using DualWanPortal.Simulation.Tests.Scripting;
using DualWanPortal.Simulation.Tests.World;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.Tools;

/// <summary>Single facts of chapters 3 and 4 about commands and what they leave behind.</summary>
public class ToolFactsTests
{
    [Theory]
    [InlineData("6.49", true, false)]
    [InlineData("7.21", true, true)]
    [InlineData("7.23", false, true)]
    public void Reference_3_12_Ping_StandsWhereTheVersionHasIt(string version, bool atRoot, bool underTool)
    {
        var desk = Sites.Settled("two-isps", Profile(version)).At();
        Assert.Equal(atRoot, desk.Run("/ping", "=address=8.8.8.8", "=count=1").Traps.Count == 0);
        Assert.Equal(underTool, desk.Run("/tool/ping", "=address=8.8.8.8", "=count=1").Traps.Count == 0);
    }

    [Fact]
    public void Reference_3_12_PingArguments_AreThoseOfTheVersion()
    {
        Assert.Equal("unknown parameter routing-table", Sites.Settled("two-isps").At().Refusal("/tool/ping", "=address=8.8.8.8", "=routing-table=main"));
        Assert.Equal("unknown parameter", Sites.Settled("two-isps", RouterProfile.V649).At().Refusal("/ping", "=address=8.8.8.8", "=vrf=main"));
        Assert.Empty(Sites.Settled("two-isps", RouterProfile.V649).At().Run("/ping", "=address=8.8.8.8", "=routing-table=main", "=count=1").Traps);
        Assert.Equal("value of interval out of range (10ms..5s)", Sites.Settled("two-isps").At().Refusal("/tool/ping", "=address=8.8.8.8", "=interval=6s"));
    }

    [Fact]
    public void Reference_3_12_PingOfAName_ResolvesItFirst()
    {
        var site = Sites.Settled("two-isps");
        var found = site.At().Run("/tool/ping", "=address=www.example.com", "=count=1");
        var lost = site.At().Run("/tool/ping", "=address=nowhere.invalid", "=count=1");
        site.Wait(5);
        Assert.Equal(Internet.AddressOf("www.example.com")!.Value.ToString(), found.Rows.Single()["host"]);
        Assert.Equal("failure: dns name does not exist", Assert.Single(lost.Traps).Message);
        Assert.True(found.IsDone && lost.IsDone);
    }

    [Fact]
    public void Reference_3_12_Statistics_BeginWithTheFirstAnswerAndAddUp()
    {
        var site = Sites.Settled("two-isps");
        site.Break("ether1", "upstream-dead");
        var answer = site.At().Run("/tool/ping", "=address=8.8.8.8", "=count=6", "=interval=1s");
        site.Wait(2.5);
        site.ClearFaults();
        site.Wait(10);
        Assert.All(answer.Rows.Where(row => row["received"] == "0"), row => Assert.False(row.ContainsKey("avg-rtt")));
        var last = answer.Rows[^1];
        Assert.Equal("6", last["sent"]);
        Assert.InRange(int.Parse(last["received"], CultureInfo.InvariantCulture), 1, 5);
        Assert.True(last.ContainsKey("min-rtt") && last.ContainsKey("avg-rtt") && last.ContainsKey("max-rtt"));
    }

    [Theory]
    [InlineData("release")]
    [InlineData("renew")]
    public void Reference_3_3_ReleaseAndRenew_EndBoundAgain(string command)
    {
        var site = RecipeBench.Leased(RouterProfile.V721, "", RecipeBench.Dhcp("ether1"));
        Assert.Equal("bound", Client(site)["status"]);
        Assert.Equal("no such item", site.At().Refusal("/ip/dhcp-client/" + command, "=.id=*77"));
        Assert.Empty(site.At().Run("/ip/dhcp-client/" + command, "=numbers=" + Client(site)[".id"]).Traps);
        if (command == "release")
        {
            Assert.NotEqual("bound", Client(site)["status"]);
            Assert.False(Client(site).ContainsKey("gateway"));
        }
        site.Wait(30);
        Assert.Equal("bound", Client(site)["status"]);
    }

    [Fact]
    public void Reference_3_10_AllowedAddress_MakesNoRoute()
    {
        var site = Sites.Settled("two-isps");
        site.Type("""
            /interface/wireguard/add name=wg1 listen-port=13231
            /interface/wireguard/peers/add interface=wg1 public-key="AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=" allowed-address=10.77.0.0/24
            """);
        Assert.DoesNotContain(site.Router["/ip/route"].Rows, row => row["dst-address"] == "10.77.0.0/24");
    }

    [Fact]
    public void Reference_3_14_Environment_ListsGlobals()
    {
        var site = Sites.Settled("two-isps").Type(":global seen 42");
        Assert.Equal("42", site.At().Run("/system/script/environment/print", "?name=seen").Rows.Single()["value"]);
    }

    [Theory]
    [InlineData("6.49", "^[0-9]{2}:[0-9]{2}:[0-9]{2}$")]
    [InlineData("7.21", "^2026-03-02 [0-9]{2}:[0-9]{2}:[0-9]{2}$")]
    public void Reference_3_15_Log_KeepsAThousandLinesUnderGrowingIds(string version, string time)
    {
        var site = Sites.Settled("two-isps", Profile(version));
        for (var line = 0; line < 1200; line++)
            site.Router.Log("script,info", FormattableString.Invariant($"line {line}"));
        var rows = site.At().Run("/log/print").Rows;
        Assert.Equal((1000, "line 1199"), (rows.Count, rows[^1]["message"]));
        var ids = rows.Select(row => int.Parse(row[".id"][1..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(ids.Order(), ids);
        Assert.Matches(time, rows[^1]["time"]);
    }

    [Theory]
    [InlineData("6.49")]
    [InlineData("7.21")]
    public void Reference_4_2_Scopes_BeginAsTheReferenceSays(string version)
    {
        var site = RecipeBench.Leased(Profile(version), "/ip route add dst-address=10.9.0.0/16 gateway=192.168.88.9", RecipeBench.Dhcp("ether1"));
        var routes = site.Router["/ip/route"].Rows;
        Assert.Equal("10", routes.First(row => row["dst-address"] == "192.168.88.0/24")["scope"]);
        foreach (var destination in new[] { "10.9.0.0/16", "0.0.0.0/0" })
        {
            var route = routes.Single(row => row["dst-address"] == destination);
            Assert.Equal(("30", "10"), (route["scope"], route["target-scope"]));
        }
    }

    private static Dictionary<string, string> Client(SimulatedSite site) => site.At().Run("/ip/dhcp-client/print").Rows.Single();

    private static RouterProfile Profile(string version) => RouterProfile.Named(version) ?? RouterProfile.V721 with { Version = new RouterOsVersion(7, int.Parse(version.Split('.')[1], CultureInfo.InvariantCulture), 0) };
}
