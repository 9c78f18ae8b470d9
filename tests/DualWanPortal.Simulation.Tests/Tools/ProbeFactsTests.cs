using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Tests.Commands;
using DualWanPortal.Simulation.Tests.Recipes;
using DualWanPortal.Simulation.Tests.Scripting;
using DualWanPortal.Simulation.Tests.World;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.Tools;

/// <summary>Results of probes: netwatch of every type, and pings that come back with an error (reference 3.11, 3.12).</summary>
public sealed class ProbeFactsTests
{
    [Theory]
    [InlineData("A", "ip", "^104[.]18[.]")]
    [InlineData("AAAA", "ip6", "^2001:db8::")]
    [InlineData("MX", "mail-servers", "^mail[.]www[.]example[.]com$")]
    [InlineData("NS", "name-servers", "^ns1[.]www[.]example[.]com,ns2[.]www[.]example[.]com$")]
    public void Reference_3_11_DnsProbe_ShowsTheRecordThatItAsksFor(string type, string result, string value)
    {
        var row = Watch("=type=dns", "=host=www.example.com", "=record-type=" + type, "=dns-server=1.1.1.1");
        Assert.Equal("up", row["status"]);
        Assert.Matches(value, row[result]);
        Assert.All(new[] { "ip", "ip6", "mail-servers", "name-servers" }.Where(name => name != result), name => Assert.False(row.ContainsKey(name)));
    }

    [Theory]
    [InlineData("http-get", "104.18.9.9")]
    [InlineData("https-get", "104.18.9.9")]
    public void Reference_3_11_HttpProbe_ShowsCodeAndTime(string type, string host)
    {
        var row = Watch("=type=" + type, "=host=" + host);
        Assert.Equal(("up", "200"), (row["status"], row["http-status-code"]));
        Assert.Matches("^[0-9]+ms", row["http-resp-time"]);
        Assert.Equal(("2026", true), (row["since"][..4], int.Parse(row["done-tests"], null) > 0));
        Assert.Equal("0", row["failed-tests"]);
    }

    [Fact]
    public void Reference_3_11_IcmpProbe_SendsTenAndShowsTheirStatistics()
    {
        var row = Watch("=type=icmp", "=host=8.8.8.8");
        Assert.Equal(("10", "10", "0", "0"), (row["sent-count"], row["response-count"], row["loss-count"], row["loss-percent"]));
        Assert.All(["rtt-avg", "rtt-min", "rtt-max", "rtt-jitter", "rtt-stdev"], name => Assert.Matches("us$|ms", row[name]));
    }

    [Theory]
    [InlineData("thr-max=5ms")]
    [InlineData("thr-avg=5ms")]
    [InlineData("thr-loss-count=0")]
    [InlineData("thr-loss-percent=0%")]
    public void Reference_3_11_IcmpThreshold_MakesALivingHostDown(string threshold) => Assert.Equal("down", Watch("=type=icmp", "=host=8.8.8.8", "=" + threshold)["status"]);

    [Theory]
    [InlineData("=type=tcp-conn", "=thr-tcp-conn-time=1ms")]
    [InlineData("=type=http-get", "=http-codes=500-599")]
    public void Reference_3_11_OtherThresholds_MakeALivingHostDown(string type, string threshold) => Assert.Equal("down", Watch(type, "=host=104.18.9.9", threshold)["status"]);

    [Fact]
    public void Reference_3_12_TimeToLiveOfOne_IsOverAtTheNextRouter()
    {
        var site = Sites.Settled("two-isps");
        var answer = site.At().Run("/tool/ping", "=address=9.9.9.9", "=count=2", "=ttl=1");
        var near = site.At().Run("/tool/ping", "=address=203.0.113.1", "=count=1", "=ttl=1");
        site.Wait(4);
        Assert.All(answer.Rows, row => Assert.Equal(("203.0.113.1", "TTL exceeded", "0"), (row["host"], row["status"], row["received"])));
        Assert.All(answer.Rows, row => Assert.True(row.ContainsKey("size") && row.ContainsKey("ttl") && row.ContainsKey("time")));
        Assert.Equal("100", answer.Rows[^1]["packet-loss"]);
        Assert.Equal("1", near.Rows.Single()["received"]);
    }

    [Fact]
    public void Reference_3_12_NextHopThatIsSilent_IsReportedByTheRouterItself()
    {
        var site = RecipeBench.Static(RouterProfile.V721, "/ip route add gateway=10.111.0.1");
        site.Break("ether1", "gateway-silent");
        var answer = site.At().Run("/tool/ping", "=address=9.9.9.9", "=count=1");
        site.Wait(3);
        Assert.Equal(("10.111.0.2", "host unreachable", "0"), (answer.Rows.Single()["host"], answer.Rows.Single()["status"], answer.Rows.Single()["received"]));
    }

    [Fact]
    public void Reference_3_12_RuleThatEndsTheWay_IsNetUnreachable()
    {
        var site = Sites.Settled("two-isps");
        site.At().Add("/routing/rule/add", "=dst-address=9.9.9.9/32", "=action=unreachable");
        var answer = site.At().Run("/tool/ping", "=address=9.9.9.9", "=count=1");
        site.Wait(3);
        Assert.Equal("net unreachable", answer.Rows.Single()["status"]);
    }

    [Fact]
    public void Reference_3_11_V6Row_HasStatusAndSinceAndNoMoreState()
    {
        var site = Sites.Settled("two-isps", RouterProfile.V649);
        site.At().Add("/tool/netwatch/add", "=host=8.8.8.8", "=interval=10s");
        site.Wait(30);
        var row = site.At().Run("/tool/netwatch/print").Rows.Single();
        Assert.Equal("up", row["status"]);
        Assert.Equal([".id", "disabled", "host", "interval", "since", "status", "timeout"], row.Keys.Where(name => name is not ("up-script" or "down-script" or "comment")).Order(StringComparer.Ordinal));
    }

    private static Dictionary<string, string> Watch(params string[] words)
    {
        var site = Sites.Settled("two-isps");
        site.At().Add("/tool/netwatch/add", ["=interval=10s", "=startup-delay=0s", "=start-delay=0s", .. words]);
        site.Wait(30);
        return site.At().Run("/tool/netwatch/print").Rows.Single();
    }
}
