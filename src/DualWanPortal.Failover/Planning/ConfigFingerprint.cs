using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using DualWanPortal.Failover.Planning.Canaries;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning;

/// <summary>Digest of what a plan rests on: configuration, not state, so that a lease or a counter does not make a plan stale.</summary>
internal static class ConfigFingerprint
{
    private static readonly ImmutableArray<string> s_unordered =
        ["/ip/route", "/routing/table", "/ip/dhcp-client", "/interface/pppoe-client", "/interface/lte", "/interface/lte/apn", "/ip/address", "/ip/dns",
        "/routing/settings", "/tool/netwatch", "/ip/cloud", "/interface/wireguard", "/interface/wireguard/peers", "/ip/ipsec/peer", "/ip/ipsec/profile",
        "/ipv6/settings", "/ipv6/dhcp-client", "/ipv6/address", "/ipv6/route",
        "/interface/list", "/interface/list/member", "/interface/bridge/port", "/ip/firewall/address-list",
        "/system/scheduler", "/system/script", "/system/device-mode", "/ip/dhcp-server/network", "/ip/service", "/ip/settings", "/ppp/profile", "/interface/l2tp-client", "/interface/sstp-client",
        "/interface/ovpn-client", "/tool/e-mail"];

    private static readonly ImmutableArray<string> s_ordered = ["/ip/firewall/nat", "/ip/firewall/filter", "/ip/firewall/mangle", "/routing/rule", "/ip/route/rule", "/ipv6/firewall/filter", "/ipv6/firewall/nat"];

    private static readonly HashSet<string> s_state = new(StringComparer.Ordinal)
    {
        ".id", ".nextid", "bytes", "packets", "invalid", "dynamic", "active", "inactive", "running", "static", "connect", "ecmp", "dhcp", "vpn", "modem", "rip", "bgp", "ospf", "hw-offloaded",
        "immediate-gw", "local-address", "gateway-status", "vrf-interface", "actual-interface", "slave", "used", "status", "dynamic-servers", "cache-used", "default", "builtin", "creation-time",
        "expires-after", "dhcp-server", "primary-dns", "secondary-dns", "primary-ntp", "secondary-ntp", "netmask", "caps-managers", "password", "uptime", "hw", "edge-port", "role", "since",
        "debug-info", "nextpool", "port-number", "forwarding", "learning", "external-fdb-status", "mac-address", "done-tests", "failed-tests", "sent-count", "response-count", "loss-count", "loss-percent",
        "public-address", "public-address-ipv6", "dns-name", "warning", "rtt-avg", "rtt-min", "rtt-max", "rtt-jitter", "rtt-stdev", "rx", "tx", "last-handshake", "next-run", "run-count", "last-started", "owner", "start-date", "current-endpoint-address", "current-endpoint-port",
    };

    /// <summary>The menus that count, and whether the order of their rows does.</summary>
    public static ImmutableArray<(string Menu, bool Ordered)> Menus { get; } = [.. s_unordered.Select(menu => (menu, false)), .. s_ordered.Select(menu => (menu, true))];

    /// <summary>What a person sets, and not what the router shows of it.</summary>
    public static bool IsConfiguration(string menu, string name) => name switch
    {
        "address" or "gateway" when menu == "/ip/dhcp-client" => false,
        "address" or "prefix" when menu == "/ipv6/dhcp-client" => false,
        _ => !s_state.Contains(name),
    };

    /// <param name="model">The router as it is when every line is well.</param>
    public static string Of(RouterModel model)
    {
        var leased = LeaseSteps.Kept(model).Select(route => route.Item).ToHashSet<ConfigItem>(ReferenceEqualityComparer.Instance);
        var text = new StringBuilder(model.Version?.ToString() ?? "?");
        foreach (var menu in s_unordered)
            Append(text, menu, Rows(model, menu, leased).Order(StringComparer.Ordinal));
        foreach (var menu in s_ordered)
            Append(text, menu, Rows(model, menu, leased));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static void Append(StringBuilder text, string menu, IEnumerable<string> rows)
    {
        text.Append('\n').Append(menu);
        foreach (var row in rows)
            text.Append('\n').Append(row);
    }

    private static IEnumerable<string> Rows(RouterModel model, string menu, HashSet<ConfigItem> leased) =>
        model.Menu(menu).Where(row => !row.Flag("dynamic") && !IsGuard(row)).Select(row => string.Join('\u001f', row.Values
            .Where(pair => IsConfiguration(menu, pair.Key) && !(pair.Key is "gateway" or "disabled" && leased.Contains(row)) && !(pair.Key == "disabled" && !row.Flag("disabled")))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{pair.Key}={Plain(pair.Value)}")));

    /// <summary>What takes a plan back comes and goes with the work on plans; it is nothing that they rest on.</summary>
    private static bool IsGuard(ConfigItem row) => row["comment"]?.StartsWith("dwp:deadman-", StringComparison.Ordinal) == true;

    private static string Plain(string value) => value switch { "true" => "yes", "false" => "no", _ => value };
}
