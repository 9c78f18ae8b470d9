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

    public static bool Gates(string menu, string verb) =>
        verb is not ("print" or "getall" or "listen" or "get" or "export" or "remove" or "disable" or "comment" or "move" or "unset")
        && s_gated.Any(gated => menu.StartsWith(gated, StringComparison.Ordinal) && (menu.Length == gated.Length || menu[gated.Length] == '/'));
}
