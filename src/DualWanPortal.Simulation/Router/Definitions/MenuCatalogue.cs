using System.Collections.Immutable;

namespace DualWanPortal.Simulation.Router.Definitions;

/// <summary>
/// Every menu that a simulated router has, by version: which properties exist, what they hold, what a new row gets (reference 3, Appendix A). What a menu
/// <em>does</em> is elsewhere; a menu without behaviour only keeps what it is told.
/// </summary>
public static class MenuCatalogue
{
    private static readonly ImmutableArray<VersionedMenu> s_all =
    [
        .. InterfaceMenus.All, .. OtherInterfaceMenus.All, .. TunnelMenus.All, .. LteMenus.All, .. AddressMenus.All, .. DhcpMenus.All, .. RoutingMenus.All, .. FirewallMenus.All, .. DnsMenus.All,
        .. ServiceMenus.All, .. ToolMenus.All, .. SystemMenus.All, .. ScriptMenus.All, .. UserMenus.All, .. Ipv6Menus.All,
    ];

    public static ImmutableArray<MenuDefinition> For(RouterProfile profile) =>
        [.. s_all.Where(menu => menu.ExistsIn(profile.Version)).Select(menu => menu.In(profile.Version))];
}
