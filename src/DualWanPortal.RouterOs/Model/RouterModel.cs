using System.Collections.Frozen;
using System.Collections.Immutable;

namespace DualWanPortal.RouterOs.Model;

/// <summary>
/// Immutable typed view of one router: configuration and, when it came over the API, state. Made from <see cref="ConfigItem"/>s whatever their source;
/// never throws on what they say.
/// </summary>
public sealed class RouterModel
{
    private readonly ImmutableArray<ConfigItem> _items;
    private readonly ImmutableDictionary<string, ImmutableArray<ConfigItem>> _byMenu;
    private readonly FrozenDictionary<string, InterfaceEntry> _byName;
    private readonly ImmutableDictionary<string, ImmutableHashSet<string>> _listMembers;
    private readonly Lazy<RouteIndex> _routes;

    private RouterModel(IEnumerable<ConfigItem> items, RouterOsVersion? version, ImmutableArray<ModelWarning> warnings, string? board, ImmutableHashSet<string>? menusRead)
    {
        MenusRead = menusRead;
        _items = [.. items];
        _byMenu = _items.GroupBy(item => item.Menu, StringComparer.Ordinal).ToImmutableDictionary(group => group.Key, group => group.ToImmutableArray(), StringComparer.Ordinal);
        Warnings = warnings;
        Version = version ?? (RouterOsVersion.TryParse(First("/system/resource")?["version"], out var read) ? read : null);
        Identity = First("/system/identity")?["name"];
        Board = First("/system/resource")?["board-name"] ?? First("/system/routerboard")?["model"] ?? board;
        Interfaces = ReadInterfaces();
        Addresses = [.. Menu("/ip/address").Select(item => new AddressEntry(item))];
        Routes = [.. Menu("/ip/route").Select(item => new RouteEntry(item))];
        RoutingTables = [.. Menu("/routing/table")];
        RoutingRules = [.. Menu("/routing/rule").Concat(Menu("/ip/route/rule")).Select(item => new RoutingRuleEntry(item))];
        DhcpClients = [.. Menu("/ip/dhcp-client").Select(item => new DhcpClientEntry(item))];
        PppoeClients = [.. Menu("/interface/pppoe-client").Select(item => new PppoeClientEntry(item))];
        LteInterfaces = [.. Menu("/interface/lte").Select(item => new LteEntry(item))];
        LteApns = [.. Menu("/interface/lte/apn").Select(item => new LteApnEntry(item))];
        Lists = [.. Menu("/interface/list").Select(item => new InterfaceListEntry(item))];
        ListMembers = [.. Menu("/interface/list/member").Select(item => new InterfaceListMemberEntry(item))];
        BridgePorts = [.. Menu("/interface/bridge/port").Select(item => new BridgePortEntry(item))];
        Nat = [.. Menu("/ip/firewall/nat").Select(item => new FirewallRuleEntry(item))];
        Filter = [.. Menu("/ip/firewall/filter").Select(item => new FirewallRuleEntry(item))];
        Mangle = [.. Menu("/ip/firewall/mangle").Select(item => new FirewallRuleEntry(item))];
        Raw = [.. Menu("/ip/firewall/raw").Select(item => new FirewallRuleEntry(item))];
        AddressLists = [.. Menu("/ip/firewall/address-list").Select(item => new AddressListEntry(item))];
        _byName = Interfaces.ToFrozenDictionary(entry => entry.Name, StringComparer.Ordinal);
        _listMembers = InterfaceLists.Resolve(Lists, ListMembers, Interfaces);
        _routes = new Lazy<RouteIndex>(() => new RouteIndex(Routes));
    }

    /// <summary>Null when nothing names the version: what depends on it is then unknown.</summary>
    public RouterOsVersion? Version { get; }
    public string? Identity { get; }
    public string? Board { get; }
    public ImmutableArray<ModelWarning> Warnings { get; }
    public ImmutableArray<InterfaceEntry> Interfaces { get; }
    public ImmutableArray<AddressEntry> Addresses { get; }
    public ImmutableArray<RouteEntry> Routes { get; }
    public ImmutableArray<ConfigItem> RoutingTables { get; }
    public ImmutableArray<RoutingRuleEntry> RoutingRules { get; }
    public ImmutableArray<DhcpClientEntry> DhcpClients { get; }
    public ImmutableArray<PppoeClientEntry> PppoeClients { get; }
    public ImmutableArray<LteEntry> LteInterfaces { get; }
    public ImmutableArray<LteApnEntry> LteApns { get; }
    public ImmutableArray<InterfaceListEntry> Lists { get; }
    public ImmutableArray<InterfaceListMemberEntry> ListMembers { get; }
    public ImmutableArray<BridgePortEntry> BridgePorts { get; }
    public ImmutableArray<FirewallRuleEntry> Nat { get; }
    public ImmutableArray<FirewallRuleEntry> Filter { get; }
    public ImmutableArray<FirewallRuleEntry> Mangle { get; }
    public ImmutableArray<FirewallRuleEntry> Raw { get; }
    public ImmutableArray<AddressListEntry> AddressLists { get; }

    /// <summary><c>/ip/dns</c>, a settings menu: null when the source does not show it.</summary>
    public ConfigItem? Dns => First("/ip/dns");

    /// <param name="items">Rows of any menus, in menu order.</param>
    /// <param name="version">From an export's header; null to read it from <c>/system/resource</c>.</param>
    /// <param name="warnings">What the reader did not understand; carried along so that a verdict can say on what it does not rest.</param>
    /// <param name="board">The model that an export's header names; used when no row says it.</param>
    /// <param name="menusRead">The menus that a live router showed; null for a source that shows all it has, such as an export.</param>
    public static RouterModel FromItems(
        IEnumerable<ConfigItem> items, RouterOsVersion? version = null, IEnumerable<ModelWarning>? warnings = null, string? board = null, ImmutableHashSet<string>? menusRead = null) =>
        new(items, version, [.. warnings ?? []], board, menusRead);

    /// <summary>The menus that a live router showed; null for a source that shows all it has.</summary>
    public ImmutableHashSet<string>? MenusRead { get; }

    /// <summary>Made from the answers of a router rather than from a text.</summary>
    public bool IsLive => MenusRead is not null;

    /// <summary>Whether a menu without rows is known to have none: false where a live router was not asked, or refused.</summary>
    public bool Knows(string menu) => MenusRead is null || MenusRead.Contains(menu);

    /// <summary>The routes of all tables whose destination holds the address, disabled ones too: longest prefix first, those of one prefix in their order.</summary>
    public IEnumerable<RouteEntry> RoutesTo(System.Net.IPAddress address) => _routes.Value.To(address);

    /// <summary>All rows of a menu in order; none when the menu was not read.</summary>
    public ImmutableArray<ConfigItem> Menu(string path) => _byMenu.TryGetValue(path, out var items) ? items : [];

    /// <summary>The menus of which there is at least one row.</summary>
    public IEnumerable<string> Menus => _byMenu.Keys;

    /// <summary>Every row in the order of its source, for those who read menus that have no typed view.</summary>
    public IEnumerable<ConfigItem> Items => _items;

    /// <summary>
    /// The interface of that name; null when the source has no row for it. An export names no port that was left as it was: <c>ether1</c> can carry
    /// addresses and list memberships without a row of its own.
    /// </summary>
    public InterfaceEntry? Interface(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Whether an enabled membership, direct or by <c>include=</c> and not taken out by <c>exclude=</c>, puts the interface on the list.</summary>
    public bool IsOnList(string interfaceName, string list) =>
        list == "all" || (_listMembers.TryGetValue(list, out var members) && members.Contains(interfaceName));

    /// <summary>Interfaces on a list, nesting resolved. <c>all</c> means those that the source names.</summary>
    public ImmutableHashSet<string> InterfacesOn(string list) => _listMembers.GetValueOrDefault(list) ?? [];

    private ConfigItem? First(string menu) => Menu(menu) is [var first, ..] ? first : null;

    private ImmutableArray<InterfaceEntry> ReadInterfaces()
    {
        // Live: /interface/print names them all, and the specific menus add what it lacks (a PPPoE client's port). Export: only specific menus exist.
        var seen = new Dictionary<string, ConfigItem>(StringComparer.Ordinal);
        var order = new List<string>();
        foreach (var (menu, items) in _byMenu.OrderBy(pair => pair.Key == "/interface" ? 1 : 0).ThenBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (!IsInterfaceMenu(menu))
                continue;
            foreach (var item in items)
            {
                var name = item["name"] ?? item["default-name"];
                if (string.IsNullOrEmpty(name))
                    continue;
                if (seen.TryGetValue(name, out var specific))
                    seen[name] = specific with { Values = specific.Values.SetItems(item.Values.Where(pair => pair.Key != ".id")) };
                else
                {
                    seen[name] = item;
                    order.Add(name);
                }
            }
        }
        return [.. order.Select(name => new InterfaceEntry(seen[name]))];
    }

    private static bool IsInterfaceMenu(string menu) => menu is "/interface" or "/interface/ethernet" or "/interface/bridge" or "/interface/vlan"
        or "/interface/pppoe-client" or "/interface/lte" or "/interface/wireguard" or "/interface/bonding" or "/interface/wireless" or "/interface/wifi"
        or "/interface/wifiwave2" or "/interface/l2tp-client" or "/interface/sstp-client" or "/interface/pptp-client" or "/interface/ovpn-client"
        or "/interface/ppp-client" or "/interface/gre" or "/interface/ipip" or "/interface/eoip" or "/interface/vxlan" or "/interface/macvlan"
        or "/interface/vrrp" or "/interface/veth" or "/interface/6to4";
}
