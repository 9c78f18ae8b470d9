using System.Collections.Frozen;
using System.Collections.Immutable;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Configs;

/// <summary>What of a live row is configuration: counters, leases, flags and whatever else the router makes itself are left out, secrets are masked.</summary>
internal static class ConfigRows
{
    /// <summary>State wherever it stands (reference 1.8, 3.1, 3.11, 3.15).</summary>
    private static readonly FrozenSet<string> s_state = new[]
    {
        ".id", "running", "slave", "inactive", "active", "invalid", "dynamic", "builtin", "actual-interface", "link-downs", "last-link-down-time", "last-link-up-time", "rx-byte", "tx-byte",
        "bytes", "packets", "gateway-status", "immediate-gw", "connect", "static", "dhcp", "vpn", "modem", "ecmp", "dynamic-servers", "expires-after", "since", "uptime",
        "cpu-load", "free-memory", "default", "network", "hw-offloaded",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>State in one menu, configuration in another.</summary>
    private static readonly FrozenDictionary<string, FrozenSet<string>> s_stateOfMenu = new Dictionary<string, FrozenSet<string>>
    {
        ["/ip/dhcp-client"] = Names("status", "address", "gateway", "dhcp-server", "primary-dns", "secondary-dns"),
        ["/tool/netwatch"] = Names("status"),
        ["/ip/route"] = Names("local-address"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Menus whose rows say nothing that a person configures: the head of the text tells version and board.</summary>
    private static readonly FrozenSet<string> s_left = Names("/system/resource", "/system/device-mode");

    /// <summary>Interfaces that have a menu of their own among those that are read.</summary>
    private static readonly FrozenSet<string> s_ownMenu = Names("vlan", "pppoe-out", "lte", "wg");

    /// <summary>Menus in which the order of rows is the order in which the router goes through them.</summary>
    private static readonly FrozenSet<string> s_ordered = Names(
        "/ip/firewall/filter", "/ip/firewall/nat", "/ip/firewall/mangle", "/ip/firewall/raw", "/ipv6/firewall/filter", "/routing/rule", "/ip/route/rule", "/queue/simple");

    /// <summary>Whether the order of a menu's rows matters.</summary>
    public static bool AreOrdered(string menu) => s_ordered.Contains(menu);

    /// <summary>Whether a property of a menu is configuration.</summary>
    public static bool IsConfiguration(string menu, string property) =>
        !s_state.Contains(property) && !(s_stateOfMenu.TryGetValue(menu, out var state) && state.Contains(property));

    /// <summary>Whether a row was made by a person, and is told in this text.</summary>
    public static bool IsConfiguration(ConfigItem row) => !row.Flag("dynamic") && !row.Flag("builtin") && !s_left.Contains(row.Menu);

    /// <summary>The row as an export would have it; null for one that holds nothing but what every router has.</summary>
    public static ConfigItem? Of(ConfigItem row)
    {
        if (!IsConfiguration(row))
            return null;
        var values = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in row.Values)
        {
            if (value.Length > 0 && IsConfiguration(row.Menu, name) && !(name == "disabled" && value is "false" or "no"))
                values[name] = SecretText.IsSecret(name) ? SecretText.Masked : SecretText.Mask(value switch { "true" => "yes", "false" => "no", _ => value });
        }
        return row.Menu == "/interface" ? Interface(values) : values.Count == 0 ? null : new ConfigItem(row.Menu, values.ToImmutable());
    }

    /// <summary>An export has interfaces in the menu of their type, and only those of which it has something to say.</summary>
    private static ConfigItem? Interface(ImmutableDictionary<string, string>.Builder values)
    {
        var type = values.GetValueOrDefault("type", "");
        values.Remove("type");
        if (s_ownMenu.Contains(type))
            return null;
        if (values.GetValueOrDefault("default-name") is { } port && values.GetValueOrDefault("name") == port)
        {
            values.Remove("name");
            if (values.Count == 1)
                return null;
        }
        return new ConfigItem(type switch { "" or "loopback" => "/interface", "ether" => "/interface/ethernet", "wlan" => "/interface/wireless", _ => $"/interface/{type}" }, values.ToImmutable());
    }

    private static FrozenSet<string> Names(params string[] names) => names.ToFrozenSet(StringComparer.Ordinal);
}
