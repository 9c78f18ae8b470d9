using System.Collections.Immutable;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Routers;

/// <summary>Routes and rules in the order and the words in which an administrator knows them.</summary>
public static class RouteRows
{
    /// <summary>Defaults first, then host routes (the canaries), then the rest; each by table and distance.</summary>
    public static ImmutableArray<RouteEntry> Ordered(RouterModel model) =>
    [
        .. model.Routes.OrderBy(route => route.IsDefault ? 0 : route.Destination is { IsHost: true } ? 1 : 2)
            .ThenBy(route => route.Table, StringComparer.Ordinal).ThenBy(route => route.Distance).ThenBy(route => route.Item["dst-address"], StringComparer.Ordinal),
    ];

    /// <summary>The router's own flags in words.</summary>
    public static string Flags(RouteEntry route)
    {
        IEnumerable<string?> words =
        [
            route.Disabled ? "disabled" : route.Active ? "active" : route.Inactive ? "unreachable" : "standby",
            route.Ecmp ? "ECMP" : null,
            route.Blackhole ? "blackhole" : null,
            route.FromDhcp ? "DHCP" : route.FromVpn ? "VPN" : route.FromModem ? "modem" : route.Connected ? "connected" : route.Dynamic ? "dynamic" : "static",
        ];
        return string.Join(", ", words.Where(word => word is not null));
    }

    /// <summary>What a NAT rule matches, as the router words it; what the columns already show is left out.</summary>
    public static string Matchers(FirewallRuleEntry rule)
    {
        string[] shown = [".id", "chain", "action", "comment", "bytes", "packets", "disabled", "dynamic", "invalid", ".nextid"];
        return string.Join(' ', rule.Item.Values.Where(pair => !shown.Contains(pair.Key) && pair.Value.Length > 0).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));
    }

    /// <summary>Whether the portal made the line: what it makes carries <c>dwp:</c> in its comment.</summary>
    public static bool IsOurs(ConfigEntry entry) => entry.Comment?.StartsWith("dwp:", StringComparison.Ordinal) ?? false;
}
