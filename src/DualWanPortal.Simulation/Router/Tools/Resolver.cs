using DualWanPortal.Simulation.Packets;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.Router.Services;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Router.Tools;

/// <summary>What the resolver found, and after what time.</summary>
internal readonly record struct Resolution(Ipv4? Address, string? Error, TimeSpan After);

/// <summary>The router's own resolver: static entries, then configured servers, then those of leases, the next one when one is silent (reference 3.8).</summary>
internal sealed class Resolver(SimulatedRouter router, RouterOrigin origin, DnsCache cache)
{
    /// <summary>Where a captive portal sends every name.</summary>
    private static readonly Ipv4 s_portal = Ipv4.Parse("198.18.0.1")!.Value;

    /// <summary>How long names of this world may be kept; what a captive portal says is for the moment.</summary>
    private static readonly TimeSpan s_keep = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_keepCaptive = TimeSpan.FromSeconds(10);

    /// <param name="server">Ask this one only; null: those of <c>/ip/dns</c>.</param>
    public Resolution Resolve(string name, Ipv4? server)
    {
        if (Ipv4.Parse(name) is { } literal)
            return new Resolution(literal, null, TimeSpan.Zero);
        var settings = router["/ip/dns"].Settings;
        if (server is null && router.Find("/ip/dns/static")?.Rows.FirstOrDefault(row => !row.Disabled && row["name"] == name) is { } entry && Ipv4.Parse(entry["address"]) is { } known)
            return new Resolution(known, null, TimeSpan.Zero);
        if (server is null && cache.Find(name) is { } remembered)
            return new Resolution(remembered, null, TimeSpan.Zero);
        var each = RouterTime.Parse(settings["query-server-timeout"]) ?? TimeSpan.FromSeconds(2);
        var longest = RouterTime.Parse(settings["query-total-timeout"]) ?? TimeSpan.FromSeconds(10);
        var spent = TimeSpan.Zero;
        foreach (var asked in server is { } only ? [only] : Servers(settings))
        {
            var answer = origin.Probe(asked, ProbeKind.Dns);
            if (answer.Good && answer.After <= each)
            {
                var found = answer.Captive ? s_portal : Internet.AddressOf(name);
                if (server is null && found is { } address)
                    cache.Keep(name, address, answer.Captive ? s_keepCaptive : s_keep);
                return new Resolution(found, found is null ? "failure: dns name does not exist" : null, spent + answer.After);
            }
            spent += each;
            if (spent >= longest)
                break;
        }
        return new Resolution(null, "failure: dns server failure", spent > longest ? longest : spent);
    }

    private static IEnumerable<Ipv4> Servers(MenuRow settings) =>
        $"{settings["servers"]},{settings["dynamic-servers"]}".Split(',', StringSplitOptions.RemoveEmptyEntries).Select(text => Ipv4.Parse(text)).OfType<Ipv4>();
}
