using DualWanPortal.Simulation.Tests.Commands;
using DualWanPortal.Simulation.Tests.World;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.Services;

/// <summary>The resolver and its cache (reference 3.8).</summary>
public sealed class ResolverTests
{
    private readonly SimulatedSite _site = Sites.Settled("two-isps");
    private readonly CommandDesk _desk;

    public ResolverTests() => _desk = new CommandDesk(_site.Router);

    [Fact]
    public void Reference_3_8_Resolve_FillsTheCacheUntilItsTimeIsOver()
    {
        Resolve("www.example.com");

        var row = Assert.Single(_desk.Run("/ip/dns/cache/print", "?-static").Rows);
        Assert.Equal(("www.example.com", "A", Internet.AddressOf("www.example.com")!.Value.ToString()), (row["name"], row["type"], row["data"]));
        _site.Wait(60);
        Assert.Matches("^3m4[0-9]s$", _desk.Run("/ip/dns/cache/print", "?-static").Rows[0]["ttl"]);
        _site.Wait(241);
        Assert.Empty(_desk.Run("/ip/dns/cache/print", "?-static").Rows);
    }

    [Fact]
    public void Reference_3_8_CachedName_AnswersWithoutServersUntilFlushed()
    {
        Resolve("www.example.com");
        _site.Break("ether1", "upstream-dead");
        _site.Break("ether2", "upstream-dead");
        _site.Wait(40);

        Assert.NotNull(Resolve("www.example.com").Ret);
        Assert.Equal("failure: dns server failure", Assert.Single(Resolve("other.example.com").Traps).Message);
        Assert.Empty(_desk.Run("/ip/dns/cache/flush").Traps);
        Assert.Equal("failure: dns server failure", Assert.Single(Resolve("www.example.com").Traps).Message);
    }

    [Fact]
    public void Reference_3_8_StaticEntry_AnswersAloneAndStandsInTheCache()
    {
        _desk.Add("/ip/dns/static/add", "=name=printer.lan", "=address=192.168.88.9");

        Assert.Equal("192.168.88.9", Resolve("printer.lan").Ret);
        var row = Assert.Single(_desk.Run("/ip/dns/cache/print", "?name=printer.lan").Rows);
        Assert.Equal(("192.168.88.9", "true", "1d"), (row["data"], row["static"], row["ttl"]));
        Assert.Equal("false", _desk.Run("/ip/dns/static/print").Rows[0]["disabled"]);
    }

    [Fact]
    public void StaticName_MayHaveSeveralAddressesAndNoneTwice()
    {
        _desk.Add("/ip/dns/static/add", "=name=router.lan", "=address=192.168.88.2");
        Assert.Equal("failure: already have such entry", _desk.Refusal("/ip/dns/static/add", "=name=router.lan", "=address=192.168.88.2"));
    }

    [Fact]
    public void Reference_3_8_ServerFails_TheNextIsAskedAfterItsTimeout()
    {
        Assert.Empty(_desk.Run("/ip/dns/set", "=servers=203.0.113.77,9.9.9.9").Traps);

        var answer = _desk.Run("/resolve", "=domain-name=www.example.com");
        _site.Wait(1.5);
        Assert.False(answer.IsDone);
        _site.Wait(1);
        Assert.NotNull(answer.Ret);
    }

    [Fact]
    public void Reference_3_8_ConfiguredServers_ComeBeforeThoseOfALease()
    {
        var site = Sites.Settled("fibre-lte");
        var desk = new CommandDesk(site.Router);
        Assert.Empty(desk.Run("/ip/dns/set", "=servers=").Traps);
        foreach (var row in site.Router["/ip/dhcp-client"].Rows.ToArray())
            Assert.Empty(desk.Run("/ip/dhcp-client/set", $"=.id={row.Id}", "=use-peer-dns=yes").Traps);

        Assert.NotEqual("", desk.Run("/ip/dns/print").Rows[0]["dynamic-servers"]);
        var answer = desk.Run("/resolve", "=domain-name=www.example.com");
        site.Wait(1);
        Assert.NotNull(answer.Ret);
    }

    private Answer Resolve(string name)
    {
        var answer = _desk.Run("/resolve", $"=domain-name={name}");
        _site.Wait(11);
        Assert.True(answer.IsDone);
        return answer;
    }
}
