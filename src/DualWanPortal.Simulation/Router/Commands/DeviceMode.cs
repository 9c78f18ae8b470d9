using System.Collections.Immutable;

namespace DualWanPortal.Simulation.Router.Commands;

/// <summary>What device mode <c>home</c> keeps from everybody, whatever his rights (reference 3.15). Looking, removing and switching off stay allowed.</summary>
internal static class DeviceMode
{
    private static readonly ImmutableArray<string> s_gated =
    [
        "/system/scheduler", "/tool/fetch", "/tool/e-mail", "/tool/sniffer", "/tool/romon", "/ip/hotspot", "/ip/proxy", "/ip/socks", "/zerotier", "/container", "/tool/bandwidth-test",
        "/tool/traffic-generator", "/partitions",
    ];

    /// <summary>A configuration that the router found suspicious: nobody adds or switches on what runs by itself, until somebody at the device has looked.</summary>
    public static bool FlagForbids(SimulatedRouter router, string menu, string verb) =>
        menu == "/system/scheduler" && verb is "add" or "enable" && router.Find("/system/device-mode")?.Settings["flagged"] == "true";

    public static bool Gates(string menu, string verb) =>
        verb is not ("print" or "getall" or "listen" or "get" or "export" or "remove" or "disable" or "comment" or "move" or "unset")
        && s_gated.Any(gated => menu.StartsWith(gated, StringComparison.Ordinal) && (menu.Length == gated.Length || menu[gated.Length] == '/'));
}
