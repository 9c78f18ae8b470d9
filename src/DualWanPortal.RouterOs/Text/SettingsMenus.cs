using System.Collections.Frozen;

namespace DualWanPortal.RouterOs.Text;

/// <summary>Menus that hold one record of settings and no rows: they are written by <c>set</c> without a selector.</summary>
internal static class SettingsMenus
{
    private static readonly FrozenSet<string> s_paths = new[]
    {
        "/caps-man/aaa", "/caps-man/manager", "/certificate/settings", "/console/settings", "/disk/settings", "/interface/bridge/settings",
        "/interface/detect-internet", "/interface/ethernet/switch/l3hw-settings", "/interface/l2tp-server/server", "/interface/lte/settings",
        "/interface/ovpn-server/server", "/interface/pptp-server/server", "/interface/sstp-server/server", "/interface/wifi/cap",
        "/interface/wifi/capsman", "/interface/wireless/align", "/interface/wireless/cap", "/interface/wireless/sniffer",
        "/interface/wireless/snooper", "/ip/accounting", "/ip/cloud", "/ip/cloud/advanced", "/ip/dhcp-server/config", "/ip/dns",
        "/ip/firewall/connection/tracking", "/ip/ipsec/settings", "/ip/media/settings", "/ip/nat-pmp", "/ip/neighbor/discovery-settings",
        "/ip/proxy", "/ip/service/webserver", "/ip/settings", "/ip/smb", "/ip/socks", "/ip/ssh", "/ip/tftp/settings", "/ip/traffic-flow",
        "/ip/traffic-flow/ipfix", "/ip/upnp", "/ipv6/nd/prefix/default", "/ipv6/settings", "/lcd", "/mpls/settings", "/ppp/aaa",
        "/radius/incoming", "/routing/igmp-proxy", "/routing/settings", "/snmp", "/system/clock", "/system/clock/manual", "/system/hardware",
        "/system/health", "/system/identity", "/system/lcd", "/system/leds/settings", "/system/logging/settings", "/system/note",
        "/system/ntp/client", "/system/ntp/server", "/system/package/update", "/system/resource/irq/rps", "/system/routerboard/settings",
        "/system/routerboard/mode-button", "/system/routerboard/reset-button", "/system/upgrade/mirror", "/system/watchdog",
        "/tool/bandwidth-server", "/tool/e-mail", "/tool/graphing", "/tool/mac-server", "/tool/mac-server/mac-winbox", "/tool/mac-server/ping",
        "/tool/romon", "/tool/sms", "/tool/sniffer", "/tool/traffic-generator", "/user/aaa", "/user/settings",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Fixed rows with names of their own (<c>set telnet disabled=yes</c>).</summary>
    private static readonly FrozenSet<string> s_named = new[]
    {
        "/ip/service", "/ip/firewall/service-port", "/ip/hotspot/service-port", "/lcd/interface", "/system/lcd/page", "/port", "/queue/interface",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static bool Contains(string menu) => s_paths.Contains(menu);

    public static bool HasFixedNames(string menu) => s_named.Contains(menu);
}
