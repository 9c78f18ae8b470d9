using System.Collections.Immutable;
using static DualWanPortal.Simulation.Router.Definitions.Field;
using static DualWanPortal.Simulation.Router.Definitions.VersionedMenu;

namespace DualWanPortal.Simulation.Router.Definitions;

/// <summary>The device: identity, hardware, clock, packages, logs, history, files (reference 3.13 to 3.15).</summary>
internal static class SystemMenus
{
    public static ImmutableArray<VersionedMenu> All { get; } =
    [
        Settings("/system/identity", [Text("name", "MikroTik")]),
        Settings("/system/resource",
        [
            .. States("uptime", "version", "build-time", "factory-software"), State("free-memory", "903000064"), State("total-memory", "1073741824"), State("cpu", "ARM64"), State("cpu-count", "4"),
            State("cpu-frequency", "864"), State("cpu-load", "3"), State("free-hdd-space", "78155776"), State("total-hdd-space", "134217728"), State("write-sect-since-reboot", "1204"),
            State("write-sect-total", "48913"), State("bad-blocks", "0"),
            State("architecture-name", "arm64"), State("board-name", "hAP ax lite"), State("platform", "MikroTik"),
        ]),
        Settings("/system/routerboard",
        [
            State("routerboard", "true"), .. States("board-name", "model", "revision"), State("serial-number", "LAB000000001"), State("firmware-type", "ipq6000"),
            .. States("factory-firmware", "current-firmware", "upgrade-firmware"),
        ]),
        Settings("/system/routerboard/settings", [Flag("auto-upgrade"), Text("cpu-frequency", "auto")]),
        Settings("/system/clock",
        [
            .. Texts("time", "date"), Flag("time-zone-autodetect", "true"), Text("time-zone-name", "UTC"), State("gmt-offset", "+00:00"), State("dst-active", "false"),
        ]),
        Settings("/system/device-mode",
        [
            .. States("mode", "scheduler", "fetch", "email", "sniffer", "romon", "hotspot", "proxy", "socks", "zerotier", "container", "bandwidth-test", "traffic-gen", "ipsec", "l2tp", "pptp",
                "smb", "partitions", "routerboard", "install-any-version", "allowed-versions"),
            State("flagged", "false"), State("flagging-enabled", "true"), State("attempt-count", "0"),
        ]).From(7, 17),
        Settings("/system/ntp/client",
        [
            Flag("enabled"), OneOf("mode", "unicast", "unicast", "broadcast", "multicast", "manycast"), Many("servers", "").V7(), Text("vrf", "main").V7(), Address("primary-ntp", "0.0.0.0").V6(),
            Address("secondary-ntp", "0.0.0.0").V6(), Text("server-dns-names", "").V6(), State("status", "stopped").V7(),
        ]),
        Settings("/system/note", [Flag("show-at-login", "true"), Text("note", "")]),
        Fixed("/system/package", [.. States("name", "version", "build-time", "scheduled", "size")]).Flags("available", "disabled"),
        Settings("/system/package/update", [OneOf("channel", "stable", "stable", "long-term", "testing", "development"), .. States("installed-version", "latest-version", "status")]),
        Fixed("/system/health", [.. States("name", "value", "type")]).V7(),
        Settings("/system/health", [State("voltage", "24.1"), State("temperature", "38")]).V6(),
        Settings("/system/license", [State("software-id", "LAB0-SIM1"), State("nlevel", "4"), State("features", "")]),
        Table("/system/logging", [Many("topics", "info"), Text("prefix", ""), Text("action", "memory"), Text("regex", "").Since(7, 17), Disabled]).Ordered().Flags("default", "invalid"),
        Table("/system/logging/action", [Text("name").Needed(), Text("target", "memory"), Text("remote", "0.0.0.0"), Port("remote-port", "514"), Number("memory-lines", "1000")]).Flags("default"),
        Fixed("/system/history", [.. States("action", "by", "policy", "time", "undo", "redo", "trace")]).Flags("undoable", "redoable", "floating-undo"),
        Fixed("/log", [.. States("time", "topics", "message", "buffer"), State("extra-info").Since(7, 16)]),
        Table("/file", [Text("name").Needed(), Text("type").Since(7, 15), State("type").Until(7, 14), State("size"), State("creation-time").Until(7, 15), State("last-modified").Since(7, 16), Text("contents")]),
        Settings("/safe-mode", [State("enabled", "false"), State("user", ""), State("current", "false"), State("owner", "")]).From(7, 18),
    ];
}
