using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Tests.Commands;
using DualWanPortal.Simulation.Tests.Scripting;
using DualWanPortal.Simulation.Tests.World;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.Services;

/// <summary>Limits of the resolver, and DNS over HTTPS (reference 3.8).</summary>
public sealed class ResolverLimitTests
{
    private const string Failed = "failure: dns server failure";
    private readonly SimulatedSite _site = Sites.Settled("two-isps");

    [Fact]
    public void Reference_3_8_MoreQueriesThanAllowed_AreIgnored()
    {
        _site.At().Run("/ip/dns/set", "=max-concurrent-queries=3");
        var answers = Enumerable.Range(0, 5).Select(number => _site.At().Run("/resolve", FormattableString.Invariant($"=domain-name=host{number}.example.com"))).ToArray();
        _site.Wait(5);
        Assert.Equal([true, true, true, false, false], answers.Select(answer => answer.Ret is not null));
        Assert.Equal(Failed, Assert.Single(answers[4].Traps).Message);
        Assert.Equal(2, _site.Log().Count(line => line.StartsWith("dns,warning max concurrent queries reached", StringComparison.Ordinal)));
        Assert.NotNull(Ask("late.example.com"));
    }

    [Fact]
    public void Reference_3_8_FullCache_StoresNoMore()
    {
        _site.At().Run("/ip/dns/set", "=cache-size=64KiB");
        for (var number = 0; number < 40; number++)
        {
            _site.At().Run("/resolve", FormattableString.Invariant($"=domain-name=host{number}.example.com"));
            _site.Wait(1);
        }
        Assert.Equal(26, _site.At().Run("/ip/dns/cache/print", "?-static").Rows.Count);
        Assert.Equal("64KiB", _site.At().Run("/ip/dns/print").Rows.Single()["cache-used"]);
        Assert.Contains("dns,warning DNS cache full, not storing", _site.Log());
        _site.At().Run("/ip/dns/cache/flush");
        Assert.Equal("38KiB", _site.At().Run("/ip/dns/print").Rows.Single()["cache-used"]);
    }

    [Fact]
    public void Reference_3_8_CacheMaxTtl_ShortensWhatIsKept()
    {
        _site.At().Run("/ip/dns/set", "=cache-max-ttl=20s");
        Ask("www.example.com");
        _site.Wait(25);
        Assert.Empty(_site.At().Run("/ip/dns/cache/print", "?-static").Rows);
    }

    [Theory]
    [InlineData("query-server-timeout=1s", 3)]
    [InlineData("query-total-timeout=1s", 2)]
    public void Reference_3_8_Timeouts_BoundTheWait(string setting, double seconds)
    {
        _site.At().Run("/ip/dns/set", "=servers=192.0.2.1,192.0.2.2", "=" + setting);
        var answer = _site.At().Run("/resolve", "=domain-name=www.example.com");
        _site.Wait(seconds);
        Assert.Equal(Failed, Assert.Single(answer.Traps).Message);
    }

    [Fact]
    public void Reference_3_8_Doh_AnswersAloneAndPlainServersDoNotStandIn()
    {
        _site.At().Run("/ip/dns/set", "=use-doh-server=https://dns.example.net/dns-query", "=servers=1.1.1.1");
        Assert.NotNull(Ask("www.example.com"));
        Assert.Contains(_site.At().Run("/ip/dns/cache/print", "?-static").Rows, row => row["name"] == "dns.example.net");

        // A portal answers plain questions as it likes, and its certificate is not that of the server.
        _site.Break("ether1", "captive-portal");
        _site.Break("ether2", "captive-portal");
        _site.At().Run("/ip/dns/cache/flush");
        Assert.Null(Ask("other.example.com"));
        _site.At().Run("/ip/dns/set", "=use-doh-server=");
        Assert.NotNull(Ask("other.example.com"));
    }

    [Fact]
    public void Reference_3_8_DohBehindAnUnresolvedName_IsNoDns()
    {
        _site.At().Run("/ip/dns/set", "=use-doh-server=https://dns.example.net/dns-query", "=servers=192.0.2.1");
        Assert.Null(Ask("www.example.com"));
        _site.At().Run("/ip/dns/set", "=use-doh-server=https://1.1.1.1/dns-query");
        Assert.NotNull(Ask("www.example.com"));
    }

    [Fact]
    public void Reference_3_8_DohThatVerifies_NeedsAClockAndAnAuthority()
    {
        _site.At().Run("/ip/dns/set", "=use-doh-server=https://1.1.1.1/dns-query", "=verify-doh-cert=yes");
        Assert.NotNull(Ask("one.example.com"));
        _site.At().Run("/system/clock/set", "=date=1970-01-02");
        Assert.Null(Ask("two.example.com"));
        _site.At().Run("/ip/dns/set", "=verify-doh-cert=no");
        Assert.NotNull(Ask("three.example.com"));

        var old = Sites.Settled("two-isps", RouterProfile.V712);
        old.At().Run("/ip/dns/set", "=use-doh-server=https://1.1.1.1/dns-query", "=verify-doh-cert=yes");
        Assert.Null(Ask("one.example.com", old));
        old.At().Add("/certificate/add", "=name=ca", "=common-name=ca", "=trusted=yes");
        Assert.NotNull(Ask("one.example.com", old));
    }

    [Fact]
    public void Reference_3_8_DohQueries_HaveALimitOfTheirOwn()
    {
        _site.At().Run("/ip/dns/set", "=use-doh-server=https://1.1.1.1/dns-query", "=doh-max-concurrent-queries=1");
        var first = _site.At().Run("/resolve", "=domain-name=one.example.com");
        var second = _site.At().Run("/resolve", "=domain-name=two.example.com");
        _site.Wait(5);
        Assert.Equal((true, false), (first.Ret is not null, second.Ret is not null));
        Assert.Contains("dns,warning DoH max concurrent queries reached, ignoring query", _site.Log());
    }

    [Fact]
    public void Reference_3_8_SlowDohServer_IsGivenUpAfterItsTimeout()
    {
        _site.At().Run("/ip/dns/set", "=use-doh-server=https://1.1.1.1/dns-query", "=doh-timeout=2s");
        _site.Break("ether1", "latency:900");
        Assert.Null(Ask("www.example.com"));
        _site.At().Run("/ip/dns/set", "=doh-timeout=5s");
        Assert.NotNull(Ask("www.example.com"));
    }

    private string? Ask(string name, SimulatedSite? other = null)
    {
        var site = other ?? _site;
        var answer = site.At().Run("/resolve", "=domain-name=" + name);
        site.Wait(12);
        Assert.True(answer.IsDone);
        return answer.Ret;
    }
}
