using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Commands;
using DualWanPortal.Simulation.Tests.Commands;
using DualWanPortal.Simulation.Tests.World;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.Tools;

public class ToolTests
{
    [Fact]
    public void Reference_3_12_PingOnV7_HasOneRowPerProbeWithStatistics()
    {
        var site = Sites.Settled("two-isps");
        var answer = Run(site, "/tool/ping", ("address", "9.9.9.9"), ("count", "2"));
        Assert.Empty(answer.Rows);
        site.Wait(0.5);
        var row = Assert.Single(answer.Rows);
        Assert.Equal(("0", "9.9.9.9", "56", "117", "1", "1", "0"), (row["seq"], row["host"], row["size"], row["ttl"], row["sent"], row["received"], row["packet-loss"]));
        Assert.Matches("^12ms([0-9]+us)?$", row["time"]);
        Assert.False(answer.IsDone);
        site.Wait(1);
        Assert.True(answer.IsDone);
        Assert.Equal("2", answer.Rows[1]["received"]);
    }

    [Fact]
    public void Reference_3_12_PingWithoutAnswer_SaysTimeoutWithoutTimes()
    {
        var site = Sites.Settled("two-isps");
        site.Break("ether1", "upstream-dead");
        var answer = Run(site, "/ping", ("address", "9.9.9.9"), ("count", "1"));
        site.Wait(1.5);
        var row = Assert.Single(answer.Rows);
        Assert.Equal(("timeout", "100"), (row["status"], row["packet-loss"]));
        Assert.False(row.ContainsKey("time"));
        Assert.False(row.ContainsKey("avg-rtt"));
    }

    [Fact]
    public void Reference_3_12_PingWithoutRoute_SaysSo()
    {
        var site = Sites.Settled("two-isps");
        site.Break("ether1", "cable-out");
        site.Break("ether2", "cable-out");
        var answer = Run(site, "/ping", ("address", "9.9.9.9"), ("count", "1"));
        site.Wait(1);
        Assert.Equal("no route to host", Assert.Single(answer.Rows)["status"]);
    }

    [Fact]
    public void Reference_3_12_PingByInterfaceUnderEcmp_TakesTheEqualRouteThatLeavesThere()
    {
        var site = Sites.Settled("broken");
        foreach (var target in new[] { "1.1.1.1", "8.8.8.8", "9.9.9.9", "8.8.4.4" })
        foreach (var wan in site.Wans)
            Assert.Null(Status(site, target, wan.Interface));
    }

    [Fact]
    public void Reference_3_12_PingByInterface_NeedsARouteByIt()
    {
        var site = Sites.Settled("two-isps");
        Assert.True(Status(site, "9.9.9.9", "ether2") is "timeout");
        Assert.Null(Status(site, "8.8.4.4", "ether2"));
        Assert.Null(Status(Sites.Settled("dhcp-pppoe"), "9.9.9.9", "pppoe-out1"));
    }

    [Fact]
    public void Reference_3_12_PingOnV6_HasWholeMilliseconds()
    {
        var site = Sites.Settled("two-isps", RouterProfile.V649);
        var answer = Run(site, "/ping", ("address", "9.9.9.9"), ("count", "1"));
        site.Wait(1);
        Assert.Equal("12ms", Assert.Single(answer.Rows)["time"]);
        Assert.Single(Run(site, "/tool/ping", ("address", "9.9.9.9"), ("count", "1")).Traps);
    }

    [Fact]
    public void Ping_Cancelled_SaysNothingMore()
    {
        var site = Sites.Settled("two-isps");
        var answer = Run(site, "/tool/ping", ("address", "9.9.9.9"));
        site.Wait(3.5);
        var shown = answer.Rows.Count;
        answer.Running!.Cancel();
        site.Wait(10);
        Assert.Equal(4, shown);
        Assert.Equal(shown, answer.Rows.Count);
    }

    [Theory]
    [InlineData("address", "", "missing value(s) of argument(s) address")]
    [InlineData("interval", "1ms", "value of interval out of range (10ms..5s)")]
    [InlineData("count", "x", "invalid value for argument count")]
    [InlineData("colour", "red", "unknown parameter colour")]
    [InlineData("interface", "ether99", "input does not match any value of interface")]
    public void Ping_BadArgument_IsRefused(string name, string value, string message)
    {
        var site = Sites.Settled("two-isps");
        var answer = name == "address" ? Run(site, "/tool/ping", (name, value)) : Run(site, "/tool/ping", ("address", "9.9.9.9"), (name, value));
        Assert.Equal(message, Assert.Single(answer.Traps).Message);
        Assert.True(answer.IsDone);
    }

    [Fact]
    public void Reference_3_12_Resolve_AnswersInRetAndFailsInATrap()
    {
        var site = Sites.Settled("two-isps");
        var answer = Run(site, "/resolve", ("domain-name", "example.com"));
        site.Wait(1);
        Assert.Equal(Internet.AddressOf("example.com")!.Value.ToString(), answer.Ret);
        var missing = Run(site, "/resolve", ("domain-name", "nowhere.invalid"), ("server", "1.1.1.1"));
        site.Wait(1);
        Assert.Equal("failure: dns name does not exist", Assert.Single(missing.Traps).Message);

        site.Break("ether1", "dns-dead");
        var dead = Run(site, "/resolve", ("domain-name", "example.org"));
        site.Wait(11);
        Assert.Equal("failure: dns server failure", Assert.Single(dead.Traps).Message);
        Assert.True(dead.IsDone);
    }

    [Fact]
    public void Reference_1_11_ExecuteAsString_PutsWhatWasResolved()
    {
        var site = Sites.Settled("two-isps");
        var answer = Run(site, "/execute", ("script", ":put [:resolve example.com server=1.1.1.1]"), ("as-string", ""));
        site.Wait(1);
        Assert.Equal(Internet.AddressOf("example.com")!.Value.ToString(), answer.Ret);
    }

    [Fact]
    public void Reference_3_11_SimpleNetwatch_GoesDownAndUpAndTellsTheLog()
    {
        var site = Sites.Settled("two-isps");
        var watch = site.Router["/tool/netwatch"].Add([new("host", "8.8.8.8"), new("type", "simple"), new("interval", "10s"), new("timeout", "1s"), new("down-script", "x")], byHand: true);
        Assert.Equal("unknown", watch["status"]);
        site.Wait(4);
        Assert.Equal("up", watch["status"]);
        site.Break("ether1", "upstream-dead");
        site.Wait(11);
        Assert.Equal("down", watch["status"]);
        Assert.Contains("netwatch,info event down [ type: simple, host: 8.8.8.8 ]", site.Log());
        Assert.Contains("script,error executing script from netwatch (8.8.8.8) failed, please check it manually", site.Log());
        Assert.Equal("2026-03-02 09:00:44", watch["since"]);
        site.ClearFaults();
        site.Wait(11);
        Assert.Equal("up", watch["status"]);
        Assert.Equal("1", watch["failed-tests"]);
    }

    [Fact]
    public void Reference_3_11_IcmpNetwatch_TripsOnAverageByDefaultAndNotWithThresholds()
    {
        var site = Sites.Settled("two-isps");
        var strict = site.Router["/tool/netwatch"].Add([new("host", "8.8.8.8"), new("type", "icmp"), new("interval", "10s")], byHand: true);
        var wide = site.Router["/tool/netwatch"].Add([new("host", "8.8.8.8"), new("type", "icmp"), new("interval", "10s"), new("thr-avg", "500ms"), new("thr-loss-percent", "60%")], byHand: true);
        site.Break("ether1", "latency:200");
        site.Wait(5);
        Assert.Equal(("down", "up"), (strict["status"], wide["status"]));
        Assert.Equal(("10", "0"), (wide["sent-count"], wide["loss-count"]));
    }

    [Fact]
    public void Reference_3_15_SystemFacts_FollowProfileAndClock()
    {
        var site = Sites.Settled("two-isps", RouterProfile.V721Home);
        foreach (var path in new[] { "/system/resource", "/system/clock", "/system/device-mode" })
            site.Router.BeforeRead(site.Router[path]);
        Assert.Equal("7.21.1 (stable)", site.Router["/system/resource"].Settings["version"]);
        Assert.Equal("30s", site.Router["/system/resource"].Settings["uptime"]);
        Assert.Equal(("09:00:30", "2026-03-02"), (site.Router["/system/clock"].Settings["time"], site.Router["/system/clock"].Settings["date"]));
        Assert.Equal(("home", "false", "true"), (site.Router["/system/device-mode"].Settings["mode"], site.Router["/system/device-mode"].Settings["scheduler"], site.Router["/system/device-mode"].Settings["ipsec"]));
        Assert.Null(Sites.Settled("two-isps", RouterProfile.V712).Router.Find("/system/device-mode"));
    }

    [Fact]
    public void Reference_3_4_PppoeMonitorOnce_TellsTheSession()
    {
        var site = Sites.Settled("dhcp-pppoe");
        var answer = Run(site, "/interface/pppoe-client/monitor", ("numbers", "pppoe-out1"), ("once", ""));
        Assert.Equal(("connected", "27s"), (Assert.Single(answer.Rows)["status"], answer.Rows[0]["uptime"]));
        Assert.True(answer.IsDone);
        var rounds = Run(site, "/interface/ethernet/monitor", ("numbers", "ether1"), ("duration", "3s"));
        site.Wait(5);
        Assert.Equal(["0", "1", "2"], rounds.Rows.Select(row => row[".section"]));
        Assert.True(rounds.IsDone);
    }

    [Fact]
    public void Reboot_Command_AnswersBeforeThePowerGoes()
    {
        var site = Sites.Settled("two-isps");
        var answer = Run(site, "/system/reboot");
        Assert.True(answer.IsDone);
        Assert.True(site.Router.IsUp);
        site.Wait(1);
        Assert.False(site.Router.IsUp);
        site.Wait(30);
        Assert.Equal("ether1", site.Carrier());
    }

    private static string? Status(SimulatedSite site, string address, string name)
    {
        var answer = Run(site, "/tool/ping", ("address", address), ("interface", name), ("count", "1"));
        site.Wait(2);
        return Assert.Single(answer.Rows).GetValueOrDefault("status");
    }

    private static Answer Run(SimulatedSite site, string path, params (string Name, string Value)[] words)
    {
        var answer = new Answer();
        var request = new CommandRequest(path, [.. words.Select(word => KeyValuePair.Create(word.Name, word.Value))], [], new Caller("admin", [.. CommandDesk.AllPolicies], 1));
        answer.Running = RouterCommands.Run(site.Router, request, answer);
        return answer;
    }
}
