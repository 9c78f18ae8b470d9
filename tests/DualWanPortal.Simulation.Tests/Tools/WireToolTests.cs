using System.Globalization;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Tests.Commands;
using DualWanPortal.Simulation.Tests.World;

namespace DualWanPortal.Simulation.Tests.Tools;

/// <summary>Tools that other clients' suites use, and what they see of the router's own packets (reference 3.7, 3.12).</summary>
public sealed class WireToolTests
{
    [Theory]
    [InlineData("127.0.0.1", 1)]
    [InlineData("203.0.113.1", 1)]
    [InlineData("9.9.9.9", 3)]
    public void Reference_3_12_Traceroute_OneRound_NamesHopsAndEnds(string address, int hops)
    {
        var site = Sites.Settled("two-isps");
        var answer = new CommandDesk(site.Router).Run("/tool/traceroute", $"=address={address}", "=count=1", "=use-dns=no");
        site.Wait(1);

        Assert.True(answer.IsDone);
        Assert.Equal(hops, answer.Rows.Count);
        Assert.Equal((address, "0"), (answer.Rows[^1]["address"], answer.Rows[^1]["loss"]));
        Assert.All(answer.Rows, row => Assert.Equal("0", row[".section"]));
    }

    [Fact]
    public void Reference_3_12_Traceroute_NobodyAnswers_ShowsSilentHops()
    {
        var site = Sites.Settled("two-isps");
        site.Break("ether1", "upstream-dead");
        var answer = new CommandDesk(site.Router).Run("/tool/traceroute", "=address=9.9.9.9", "=count=1", "=max-hops=5");
        site.Wait(1);

        Assert.Equal(5, answer.Rows.Count);
        Assert.Equal("203.0.113.1", answer.Rows[0]["address"]);
        Assert.All(answer.Rows.Skip(1), row => Assert.Equal(("", "timeout"), (row["address"], row["last"])));
    }

    [Fact]
    public void Reference_1_7_Torch_NeverEndsByItself()
    {
        var site = Sites.Settled("two-isps");
        var answer = new CommandDesk(site.Router).Run("/tool/torch", "=interface=ether1");
        site.Wait(3.5);

        Assert.False(answer.IsDone);
        Assert.Equal(4, answer.Rows.Count);
        Assert.True(long.Parse(answer.Rows[^1]["rx"], CultureInfo.InvariantCulture) > 0);
        answer.Running!.Cancel();
    }

    [Theory]
    [InlineData("=mac=00:00", "invalid value of mac, mac address required")]
    [InlineData("=interface=ether1", "missing value(s) of argument(s) mac")]
    [InlineData("=mac=FF:FF:FF:FF:FF:FF =interface=nowhere", "input does not match any value of interface")]
    public void Reference_1_9_WakeOnLan_BadArgument_IsRefused(string words, string message)
    {
        var desk = new CommandDesk(Sites.Settled("two-isps").Router);
        Assert.Equal(message, desk.Refusal("/tool/wol", words.Split(' ')));
        Assert.True(desk.Run("/tool/wol", "=mac=00:11:32:71:AD:AD", "=interface=ether1").IsDone);
    }

    [Fact]
    public void Reference_3_7_InputRule_CountsWhoReadsIt()
    {
        var desk = new CommandDesk(Sites.Settled("two-isps").Router);
        var first = desk.Run("/ip/firewall/filter/print").Rows[0][".id"];
        var id = desk.Add("/ip/firewall/filter/add", "=chain=input", "=action=accept", $"=place-before={first}");

        desk.Run("/ip/firewall/filter/print");
        var row = desk.Run("/ip/firewall/filter/print", $"?.id={id}").Rows[0];

        Assert.Equal(("2", "280"), (row["packets"], row["bytes"]));
        Assert.Empty(desk.Run("/ip/firewall/filter/reset-counters", $"=.id={id}").Traps);
        Assert.Equal("1", desk.Run("/ip/firewall/filter/print", $"?.id={id}").Rows[0]["packets"]);
    }

    [Fact]
    public void Reference_3_7_OwnPing_IsTrackedAndCanBeRemoved()
    {
        var site = Sites.Settled("two-isps");
        var desk = new CommandDesk(site.Router);
        desk.Run("/ping", "=address=192.0.2.5", "=count=1");
        desk.Run("/ping", "=address=192.0.2.6", "=count=1");
        site.Wait(2);

        var row = Assert.Single(desk.Run("/ip/firewall/connection/print", "?dst-address=192.0.2.5").Rows);
        Assert.Equal(("icmp", "203.0.113.2"), (row["protocol"], row["src-address"]));
        Assert.Empty(desk.Run("/ip/firewall/connection/remove", $"=.id={row[".id"]}").Traps);
        Assert.Empty(desk.Run("/ip/firewall/connection/print", "?dst-address=192.0.2.5").Rows);
        Assert.Single(desk.Run("/ip/firewall/connection/print", "?dst-address=192.0.2.6").Rows);
        Assert.Equal("no such command", desk.Refusal("/ip/firewall/connection/add", "=x=y"));
        site.Wait(30);
        Assert.Empty(desk.Run("/ip/firewall/connection/print", "?dst-address=192.0.2.6").Rows);
    }

    [Theory]
    [InlineData("6.49", "!dude,!tikapp")]
    [InlineData("7.21", "!rest-api")]
    public void Reference_1_10_GroupPolicy_NamesGrantedAndDenied(string profile, string last)
    {
        var desk = new CommandDesk(RouterProfile.Named(profile)!);
        var id = desk.Add("/user/group/add", "=name=clerk", "=policy=test,read");
        Assert.StartsWith("read,test,!local,!telnet", Policy(), StringComparison.Ordinal);
        Assert.EndsWith(last, Policy(), StringComparison.Ordinal);

        Assert.Empty(desk.Run("/user/group/set", $"=.id={id}", "=policy=write,winbox,!read").Traps);
        Assert.StartsWith("write,test,winbox,!local", Policy(), StringComparison.Ordinal);
        Assert.Contains(",!read,", Policy(), StringComparison.Ordinal);
        Assert.Equal("input does not match any value of policy", desk.Refusal("/user/group/set", $"=.id={id}", "=policy=fly"));

        string Policy() => desk.Run("/user/group/print", $"?.id={id}").Rows[0]["policy"];
    }

    [Fact]
    public void Reference_1_4_Get_WithoutName_GivesTheWholeRow()
    {
        var desk = new CommandDesk();
        var id = desk.Add("/ip/firewall/filter/add", "=chain=forward", "=comment=x=1");

        Assert.Contains($".id={id};", desk.Run("/ip/firewall/filter/get", $"=.id={id}").Ret, StringComparison.Ordinal);
        Assert.Contains("comment=x=1", desk.Run("/ip/firewall/filter/get", $"=.id={id}").Ret, StringComparison.Ordinal);
    }

    [Fact]
    public void Reference_1_8_QueueRates_AreSpelledOutAndCountersStandAtZero()
    {
        var desk = new CommandDesk();
        var id = desk.Add("/queue/simple/add", "=name=q", "=target=192.168.253.0/24", "=max-limit=1M/2M", "=limit-at=500k/1M");

        var row = desk.Run("/queue/simple/print", $"?.id={id}", "=detail=").Rows[0];
        Assert.Equal(("1000000/2000000", "500000/1000000", "0/0", "0", "8/8"), (row["max-limit"], row["limit-at"], row["rate"], row["total-bytes"], row["priority"]));
        Assert.Equal("unknown parameter rate", desk.Refusal("/queue/simple/set", $"=.id={id}", "=rate=1/1"));
        Assert.Equal("dst-address", desk.Run("/queue/type/get", "=.id=pcq-download-default", "=value-name=pcq-classifier").Ret);
        Assert.Equal("failure: can not remove default entry", desk.Refusal("/queue/type/remove", "=.id=synchronous-default"));
    }
}
