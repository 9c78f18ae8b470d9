using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.RouterOs.Text;

/// <summary>
/// Rows that are disabled unless told otherwise: an export writes <c>disabled=no</c> for those in use and nothing for those that are not
/// (reference 3.4 for PPPoE, the other dial-out clients alike; wireless ports; on v6 also the DHCP client and server).
/// </summary>
internal static class AddDefaults
{
    public static ConfigItem Complete(ConfigItem item, RouterOsVersion? version) =>
        item.Line is not null && !item.Values.ContainsKey("disabled") && DisabledByDefault(item.Menu, version)
            ? item with { Values = item.Values.SetItem("disabled", "yes") }
            : item;

    private static bool DisabledByDefault(string menu, RouterOsVersion? version) => menu switch
    {
        "/interface/pppoe-client" or "/interface/l2tp-client" or "/interface/pptp-client" or "/interface/sstp-client"
            or "/interface/ovpn-client" or "/interface/ppp-client"
            or "/interface/wireless" or "/interface/wifi" or "/interface/wifiwave2" => true,
        "/ip/dhcp-client" or "/ip/dhcp-server" => version is { IsV6: true },
        _ => false,
    };
}
