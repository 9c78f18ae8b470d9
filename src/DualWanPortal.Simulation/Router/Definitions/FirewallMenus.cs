using System.Collections.Immutable;
using static DualWanPortal.Simulation.Router.Definitions.Field;
using static DualWanPortal.Simulation.Router.Definitions.VersionedMenu;

namespace DualWanPortal.Simulation.Router.Definitions;

/// <summary>The packet filter with its lists and the connection table (reference 3.7). Counters are state and carry no announcement.</summary>
internal static class FirewallMenus
{
    private static readonly ImmutableArray<MenuField> s_common =
    [
        Text("chain").Needed(), .. Texts("protocol", "src-address", "dst-address", "src-address-list", "dst-address-list", "src-address-type", "dst-address-type", "src-mac-address", "src-port",
            "dst-port", "port"),
        Interface("in-interface"), Interface("out-interface"), Reference("in-interface-list", "/interface/list"), Reference("out-interface-list", "/interface/list"),
        .. Texts("in-bridge-port", "out-bridge-port", "icmp-options", "ipsec-policy", "per-connection-classifier", "nth", "random", "limit", "dst-limit", "packet-size",
            "ttl", "dscp", "tcp-mss", "content", "hotspot", "psd", "time", "fragment", "ipv4-options", "priority", "ingress-priority", "jump-target", "packet-mark", "address-list"),
        Text("tos").Since(7, 21), Text("address-list-timeout"), Flag("log"), Text("log-prefix", ""), State("bytes", "0"), State("packets", "0"), Disabled, Comment,
    ];

    private static readonly ImmutableArray<MenuField> s_connection =
        Texts("connection-mark", "routing-mark", "connection-limit", "connection-type", "connection-rate", "connection-bytes", "layer7-protocol", "realm");

    private static readonly string[] s_listActions = ["accept", "drop", "jump", "return", "log", "passthrough", "add-src-to-address-list", "add-dst-to-address-list"];

    private static readonly string[] s_natActions =
        [.. s_listActions.Where(action => action != "drop"), "masquerade", "src-nat", "dst-nat", "redirect", "netmap", "same"];

    public static ImmutableArray<VersionedMenu> All { get; } =
    [
        Rules("/ip/firewall/filter",
        [
            OneOf("action", "accept", [.. s_listActions, "reject", "tarpit", "fasttrack-connection"]), .. s_connection, Many("connection-state"), Text("connection-nat-state"),
            Text("tcp-flags"), Text("tls-host"), Text("reject-with"), Flag("hw-offload", null).V7().Until(7, 20),
        ]),
        Rules("/ip/firewall/nat",
        [
            OneOf("action", "accept", s_natActions).V6(), OneOf("action", "accept", [.. s_natActions, "endpoint-independent-nat"]).V7(),
            .. s_connection, Text("to-addresses"), Text("to-ports"), Flag("randomise-ports", null).Since(7, 10), Text("tls-host").Until(7, 15),
        ]),
        Rules("/ip/firewall/mangle",
        [
            OneOf("action", "accept", [.. s_listActions.Where(action => action != "drop"), "mark-connection", "mark-packet", "mark-routing", "change-dscp", "change-mss", "change-ttl",
                "set-priority", "route", "sniff-tzsp", "sniff-pc", "strip-ipv4-options", "fasttrack-connection"]),
            .. s_connection, Many("connection-state"), Text("connection-nat-state"), Text("tcp-flags"), Text("tls-host"), Text("new-connection-mark"), Text("new-packet-mark"),
            Text("new-routing-mark"), Text("new-dscp"), Text("new-mss"), Text("new-ttl"), Text("new-priority"), Flag("passthrough", null), Text("route-dst"), Text("routing-table").V6(),
            Text("sniff-id"), Text("sniff-target"), Text("sniff-target-port"),
        ]),
        Rules("/ip/firewall/raw", [OneOf("action", "accept", [.. s_listActions, "notrack"]), Text("tcp-flags"), Text("tls-host")]),
        Table("/ip/firewall/address-list", [Text("list").Needed(), Text("address").Needed(), State("creation-time"), Duration("timeout"), Disabled, Comment]).Flags("dynamic"),
        Table("/ip/firewall/layer7-protocol", [Text("name").Needed(), Text("regexp", ""), Comment]),
        Fixed("/ip/firewall/service-port", [State("name"), Text("ports"), Disabled]).Flags("invalid", "dynamic"),
        Fixed("/ip/firewall/connection",
        [
            .. States("protocol", "src-address", "src-port", "dst-address", "dst-port", "reply-src-address", "reply-src-port", "reply-dst-address", "reply-dst-port", "tcp-state", "timeout",
                "connection-mark", "connection-type", "orig-packets", "orig-bytes", "repl-packets", "repl-bytes", "orig-rate", "repl-rate", "orig-fasttrack-packets", "orig-fasttrack-bytes", "repl-fasttrack-packets",
                "repl-fasttrack-bytes"),
        ]).Flags("expected", "seen-reply", "assured", "confirmed", "dying", "fasttrack", "srcnat", "dstnat", "hw-offload", "uses-helper"),
        Settings("/ip/firewall/connection/tracking",
        [
            OneOf("enabled", "auto", "auto", "yes", "no"), Flag("loose-tcp-tracking", "true"), Flag("liberal-tcp-tracking").Since(7, 20), .. Timeouts(), State("active-ipv4", "true").V7(),
            State("active-ipv6", "true").V7(), State("max-entries", "1048576"), State("total-entries", "0"),
        ]),
    ];

    private static VersionedMenu Rules(string path, ImmutableArray<MenuField> own) => Table(path, [.. s_common, .. own]).Ordered().Flags("dynamic", "invalid");

    private static IEnumerable<MenuField> Timeouts() =>
        new (string Name, string Value)[]
        {
            ("tcp-syn-sent-timeout", "5s"), ("tcp-syn-received-timeout", "5s"), ("tcp-established-timeout", "1d"), ("tcp-fin-wait-timeout", "10s"), ("tcp-close-wait-timeout", "10s"),
            ("tcp-last-ack-timeout", "10s"), ("tcp-time-wait-timeout", "10s"), ("tcp-close-timeout", "10s"), ("tcp-max-retrans-timeout", "5m"), ("tcp-unacked-timeout", "5m"),
            ("udp-timeout", "10s"), ("udp-stream-timeout", "3m"), ("icmp-timeout", "10s"), ("generic-timeout", "10m"),
        }.Select(timeout => Duration(timeout.Name, timeout.Value));
}
