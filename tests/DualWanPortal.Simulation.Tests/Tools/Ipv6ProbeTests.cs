using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Tests.World;

namespace DualWanPortal.Simulation.Tests.Tools;

/// <summary>Ping and netwatch over IPv6 (reference 3.11, 3.12: an address of IPv6 is accepted).</summary>
public sealed class Ipv6ProbeTests
{
    [Theory]
    [InlineData("6.49", "/ping")]
    [InlineData("7.21", "/tool/ping")]
    public void Ping_HostOfIpv6_AnsweredUntilUpstreamDies(string version, string command)
    {
        var v6 = new Ipv6Site(RouterProfile.Named(version));
        Assert.Equal("2001:4860:4860::8888", Ping(v6, command, "=address=2001:4860:4860::8888")["host"]);
        Assert.True(Ping(v6, command, "=address=2001:4860:4860::8888").ContainsKey("time"));
        v6.Site.Break("ether1", "upstream-dead");
        Assert.Equal("timeout", Ping(v6, command, "=address=2001:4860:4860::8888")["status"]);
        Assert.True(Ping(v6, command, "=address=fe80::1%ether1").ContainsKey("time"));
    }

    [Fact]
    public void Ping_SourceOfTheOtherProvider_NoAnswer()
    {
        var v6 = new Ipv6Site();
        Assert.True(Ping(v6, "/tool/ping", "=address=2001:db8::7", "=src-address=2001:db8:1::64").ContainsKey("time"));
        Assert.Equal("timeout", Ping(v6, "/tool/ping", "=address=2001:db8::7", "=src-address=2001:db8:2::64")["status"]);
    }

    [Fact]
    public void Netwatch_HostOfIpv6_DownAndUpWithTheLine()
    {
        var v6 = new Ipv6Site();
        v6.Desk.Add("/tool/netwatch/add", "=host=2001:4860:4860::8888", "=type=icmp", "=interval=5s");
        v6.Site.Wait(20);
        Assert.Equal("up", Status(v6));
        v6.Site.Break("ether1", "upstream-dead");
        v6.Site.Wait(20);
        Assert.Equal("down", Status(v6));
        v6.Site.ClearFaults();
        v6.Site.Wait(20);
        Assert.Equal("up", Status(v6));
    }

    private static Dictionary<string, string> Ping(Ipv6Site v6, string command, params string[] words)
    {
        var answer = v6.Desk.Run(command, [.. words, "=count=1"]);
        v6.Site.Wait(2);
        return Assert.Single(answer.Rows);
    }

    private static string Status(Ipv6Site v6) => v6.Desk.Run("/tool/netwatch/print").Rows[0]["status"];
}
