using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using DualWanPortal.RouterOs.Model;

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

    private static readonly FrozenSet<string> s_paths = s_all.Select(menu => menu.Definition.Path).ToFrozenSet(StringComparer.Ordinal);

    // Made once for a version and shared by all its routers; immutable.
    private static readonly ConcurrentDictionary<RouterOsVersion, ImmutableArray<MenuDefinition>> s_made = [];

    /// <summary>The menus that are written here; those that are not are made when they are asked for (<see cref="GenericMenus"/>).</summary>
    public static ImmutableArray<MenuDefinition> For(RouterProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return s_made.GetOrAdd(profile.Version, version => [.. Written(version).Select(menu => GenericMenus.Complete(menu, version))]);
    }

    /// <summary>Whether a menu is written here for some version: then what is written decides in which versions it exists.</summary>
    public static bool Writes(string path) => s_paths.Contains(path);

    /// <summary>As written by hand, without the arguments that mean nothing here.</summary>
    public static IEnumerable<MenuDefinition> Written(RouterOsVersion version) => s_all.Where(menu => menu.ExistsIn(version)).Select(menu => menu.In(version));
}
