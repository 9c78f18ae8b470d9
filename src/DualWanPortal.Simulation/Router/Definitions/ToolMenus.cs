using System.Collections.Immutable;
using static DualWanPortal.Simulation.Router.Definitions.Field;
using static DualWanPortal.Simulation.Router.Definitions.VersionedMenu;

namespace DualWanPortal.Simulation.Router.Definitions;

/// <summary>Netwatch and small tools (reference 3.11).</summary>
internal static class ToolMenus
{
    public static ImmutableArray<VersionedMenu> All { get; } =
    [
        Table("/tool/netwatch",
        [
            Text("name").V7(), OneOf("type", "simple", "simple", "icmp", "tcp-conn", "http-get", "https-get", "dns").V7(), Text("host").Needed(), Duration("interval", "10s").V7(),
            Duration("interval", "1m").V6(), Duration("timeout", "3s").V7(), Duration("timeout", "1s").V6(), Duration("start-delay", "3s").V7(), Duration("startup-delay", "5m").V7(),
            Address("src-address").Since(7, 12), Text("up-script", ""), Text("down-script", ""), Text("test-script", "").V7(),
            Flag("ignore-initial-up").Since(7, 17), Flag("ignore-initial-down").Since(7, 17), Flag("early-success-detection", null).Since(7, 20), Flag("early-failure-detection", null).Since(7, 20),
            .. Probe(), .. States("status", "since"), .. Results(), Disabled, Comment,
        ]),
        Settings("/tool/mac-server", [Text("allowed-interface-list", "all")]),
        Settings("/tool/mac-server/mac-winbox", [Text("allowed-interface-list", "all")]),
        Settings("/tool/mac-server/ping", [Flag("enabled", "true")]),
        Settings("/tool/bandwidth-server", [Flag("enabled", "true"), Flag("authenticate", "true"), Number("max-sessions", "100")]),
        Settings("/tool/romon", [Flag("enabled"), Text("id", "00:00:00:00:00:00"), Text("secrets", "")]),
        Settings("/tool/e-mail", [Text("server", "0.0.0.0").Since(7, 12), Text("address", "0.0.0.0").Until(7, 11), Port("port", "25"), Text("from", "<>"), Text("user", ""), Text("password", ""),
            Text("tls", "no").V7(), Text("start-tls", "no").V6()]),
    ];

    /// <summary>Arguments of the probe kinds; absent unless given, the prober knows the defaults.</summary>
    private static IEnumerable<MenuField> Probe() =>
        new[]
        {
            Number("packet-count", null, 1, 10000), Duration("packet-interval"), Number("packet-size", null, 28, 65535), Duration("thr-max"), Duration("thr-avg"), Duration("thr-stdev"),
            Duration("thr-jitter"), Text("thr-loss-percent"), Number("thr-loss-count"), Port("port"), Duration("thr-tcp-conn-time"), Text("http-codes"), Duration("thr-http-time"), Text("certificate"),
            Flag("check-certificate", null),
        }.Select(field => field.V7()).Concat(
        [
            Number("ttl", null, 1, 255).Since(7, 16), Flag("accept-icmp-time-exceeded", null).Since(7, 16), OneOf("record-type", null, "A", "AAAA", "MX", "NS").Since(7, 16),
            Text("dns-server").Since(7, 16),
        ]);

    private static IEnumerable<MenuField> Results() =>
        States("done-tests", "failed-tests", "sent-count", "response-count", "loss-count", "loss-percent", "rtt-avg", "rtt-min", "rtt-max", "rtt-jitter", "rtt-stdev", "tcp-connect-time",
            "http-status-code", "http-resp-time", "ip", "ip6", "name-servers", "mail-servers").Select(field => field.V7());
}
