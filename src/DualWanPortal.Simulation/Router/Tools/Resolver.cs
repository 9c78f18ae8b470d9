using System.Globalization;
using DualWanPortal.Simulation.Packets;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.Router.Services;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Router.Tools;

/// <summary>What the resolver found, and after what time.</summary>
internal readonly record struct Resolution(Ipv4? Address, string? Error, TimeSpan After);

/// <summary>
/// The router's own resolver: static entries, the cache, then DNS over HTTPS if it is set, else configured servers and those of leases, the next one when one is silent
/// (reference 3.8).
/// </summary>
internal sealed class Resolver(SimulatedRouter router, RouterOrigin origin, DnsCache cache)
{
    /// <summary>Where a captive portal sends every name.</summary>
    private static readonly Ipv4 s_portal = Ipv4.Parse("198.18.0.1")!.Value;

    /// <summary>How long names of this world may be kept; what a captive portal says is for the moment.</summary>
    private static readonly TimeSpan s_keep = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_keepCaptive = TimeSpan.FromSeconds(10);

    private readonly DnsOverHttps _https = new(router, origin);

    /// <summary>When the answers come, or are given up, that are still waited for.</summary>
    private readonly List<DateTimeOffset> _underWay = [];

    /// <param name="server">Ask this one only; null: those of <c>/ip/dns</c>.</param>
    public Resolution Resolve(string name, Ipv4? server)
    {
        if (Ipv4.Parse(name) is { } literal)
            return new Resolution(literal, null, TimeSpan.Zero);
        if (server is null && router.Find("/ip/dns/static")?.Rows.FirstOrDefault(row => !row.Disabled && row["name"] == name) is { } entry && Ipv4.Parse(entry["address"]) is { } known)
            return new Resolution(known, null, TimeSpan.Zero);
        if (server is null && cache.Find(name) is { } remembered)
            return new Resolution(remembered, null, TimeSpan.Zero);
        var settings = router["/ip/dns"].Settings;
        var secure = server is null && router.Profile.DohStandsAlone && settings["use-doh-server"] is { Length: > 0 };
        var now = router.Clock.Now;
        _underWay.RemoveAll(end => end <= now);
        if (_underWay.Count >= Most(settings[secure ? "doh-max-concurrent-queries" : "max-concurrent-queries"], secure ? 50 : 100))
        {
            router.Log("dns,warning", $"{(secure ? "DoH " : "")}max concurrent queries reached, ignoring query");
            return new Resolution(null, "failure: dns server failure", TimeSpan.Zero);
        }
        var found = secure ? BySecure(name, settings) : ByPlain(name, server, settings);
        _underWay.Add(now + found.After);
        return found;
    }

    /// <summary>Plain servers are asked for the name of the DoH server and for nothing else: without it there is no answer.</summary>
    private Resolution BySecure(string name, MenuRow settings)
    {
        if (DnsOverHttps.Server(settings) is not { } host)
            return new Resolution(null, "failure: dns server failure", TimeSpan.Zero);
        var place = Ipv4.Parse(host) is { } literal ? new Resolution(literal, null, TimeSpan.Zero) : cache.Find(host) is { } kept ? new Resolution(kept, null, TimeSpan.Zero) : ByPlain(host, null, settings);
        if (place.Address is not { } server)
            return place with { Error = "failure: dns server failure" };
        var after = _https.Ask(server, settings, out var answers);
        return answers ? Found(name, captive: false, remembers: true, place.After + after) : new Resolution(null, "failure: dns server failure", place.After + after);
    }

    private Resolution ByPlain(string name, Ipv4? server, MenuRow settings)
    {
        var each = RouterTime.Parse(settings["query-server-timeout"]) ?? TimeSpan.FromSeconds(2);
        var longest = RouterTime.Parse(settings["query-total-timeout"]) ?? TimeSpan.FromSeconds(10);
        var spent = TimeSpan.Zero;
        foreach (var asked in server is { } only ? [only] : Servers(settings))
        {
            var answer = origin.Probe(asked, ProbeKind.Dns);
            if (answer.Good && answer.After <= each)
                return Found(name, answer.Captive, remembers: server is null, spent + answer.After);
            spent += each;
            if (spent >= longest)
                break;
        }
        return new Resolution(null, "failure: dns server failure", spent > longest ? longest : spent);
    }

    private Resolution Found(string name, bool captive, bool remembers, TimeSpan after)
    {
        var found = captive ? s_portal : Internet.AddressOf(name);
        if (remembers && found is { } address)
            cache.Keep(name, address, captive ? s_keepCaptive : s_keep);
        return new Resolution(found, found is null ? "failure: dns name does not exist" : null, after);
    }

    private static int Most(string? text, int usual) => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : usual;

    private static IEnumerable<Ipv4> Servers(MenuRow settings) =>
        $"{settings["servers"]},{settings["dynamic-servers"]}".Split(',', StringSplitOptions.RemoveEmptyEntries).Select(text => Ipv4.Parse(text)).OfType<Ipv4>();
}
