using System.Collections.Immutable;
using static DualWanPortal.Simulation.Router.Definitions.Field;
using static DualWanPortal.Simulation.Router.Definitions.VersionedMenu;

namespace DualWanPortal.Simulation.Router.Definitions;

/// <summary>The resolver (reference 3.8).</summary>
internal static class DnsMenus
{
    public static ImmutableArray<VersionedMenu> All { get; } =
    [
        Settings("/ip/dns",
        [
            Many("servers", ""), State("dynamic-servers", ""), Text("use-doh-server", ""), Flag("verify-doh-cert"), Number("doh-max-server-connections", "5").V7(),
            Number("doh-max-concurrent-queries", "50").V7(), Duration("doh-timeout", "5s").V7(), Flag("allow-remote-requests"), Number("max-udp-packet-size", "4096", 50, 65507),
            Duration("query-server-timeout", "2s"), Duration("query-total-timeout", "10s"), Number("max-concurrent-queries", "100"), Number("max-concurrent-tcp-sessions", "20"),
            Text("cache-size", "2048KiB"), Duration("cache-max-ttl", "1w"), Duration("address-list-extra-time", "0s").Since(7, 10), Text("vrf", "main").Since(7, 15),
            Text("mdns-repeat-ifaces", "").Since(7, 16), State("cache-used", "38KiB"),
        ]),
        Table("/ip/dns/static",
        [
            Text("name"), Text("regexp"), OneOf("type", null, "A", "AAAA", "CNAME", "FWD", "MX", "NS", "NXDOMAIN", "SRV", "TXT"), Text("address"), Text("cname"), Text("forward-to"),
            Text("text"), Flag("match-subdomain", null), Text("address-list"), Duration("ttl", "1d"), Disabled, Comment,
        ]).Ordered().Flags("dynamic"),
        Fixed("/ip/dns/cache", [.. States("name", "type", "data", "ttl")]).Flags("static"),
        Table("/ip/dns/forwarders", [Text("name").Needed(), Many("dns-servers", ""), Many("doh-servers", ""), Flag("verify-doh-cert", "true"), Disabled, Comment]).From(7, 17),
    ];
}
