using System.Collections.Immutable;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning;

/// <summary>What tells one row of a menu from the others, without its id.</summary>
internal static class RowIdentity
{
    public static ImmutableArray<KeyValuePair<string, string>> Of(RouterModel model, ConfigItem row)
    {
        string[] names = row.Menu switch
        {
            "/ip/dns" => [],
            "/ip/dhcp-client" => ["interface"],
            "/interface/list/member" => ["list", "interface"],
            "/ipv6/dhcp-client" => ["interface", "request", "pool-name"],
            "/ip/route" or "/ipv6/route" => row["comment"] is { Length: > 0 } ? ["dst-address", "gateway", "comment"] : ["dst-address", "gateway"],
            "/routing/settings" or "/ip/cloud" => [],
            "/interface/wireguard/peers" => ["name", "interface", "endpoint-address", "endpoint-port", "allowed-address", "comment"],
            "/tool/netwatch" or "/ip/firewall/mangle" => ["comment"],
            "/ip/firewall/nat" or "/ip/firewall/filter" or "/ipv6/firewall/nat" or "/ipv6/firewall/filter" => row["comment"]?.StartsWith("dwp:", StringComparison.Ordinal) == true ? ["comment"] : [.. s_matchers.Where(name => row[name] is not null)],
            _ => ["name"],
        };
        var target = Parts(row, names);
        if (row.Menu is "/ip/firewall/nat" or "/ip/firewall/filter" or "/ipv6/firewall/nat" or "/ipv6/firewall/filter")
            return [.. target, .. Lacking(model, row, target)];
        // A row that RouterOS made itself has no name in an export (reference 3.13).
        if (target.IsEmpty && names.Length > 0 && row.Flag("default"))
            return [KeyValuePair.Create("default", "yes")];
        if (row.Menu is not ("/ip/route" or "/ipv6/route"))
            return target;
        // Twins differ by table, and if not by that, by distance.
        if (IsShared(model, row, target) && row.Menu == "/ip/route")
            target = target.Add(Table(model, row));
        return IsShared(model, row, target) ? [.. target, .. Parts(row, ["distance"])] : target;
    }

    /// <summary>What other rules say that fit as well: that this one does not say it tells it apart.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Lacking(RouterModel model, ConfigItem row, ImmutableArray<KeyValuePair<string, string>> target) =>
        model.Menu(row.Menu).Where(other => other != row && RowMatch.Fits(other, target)).SelectMany(other => s_matchers.Where(name => row[name] is null && other[name] is not null))
            .Distinct(StringComparer.Ordinal).Select(name => KeyValuePair.Create(name, ""));

    /// <summary>What has to be said to make the row again.</summary>
    public static ImmutableArray<KeyValuePair<string, string>> Written(ConfigItem row) => row.Menu switch
    {
        "/ip/route" => Present(row, ["dst-address", "gateway", "distance", "scope", "target-scope", "check-gateway", "pref-src", "routing-mark", "type", "comment"])
            .AddRange(Switch(row, "blackhole")).AddRange(OtherThan(row, "routing-table", "main")).AddRange(OtherThan(row, "disabled", "no")),
        "/ipv6/route" => Present(row, ["dst-address", "gateway", "distance", "scope", "target-scope", "check-gateway", "comment"])
            .AddRange(Switch(row, "blackhole")).AddRange(OtherThan(row, "routing-table", "main")).AddRange(OtherThan(row, "disabled", "no")),
        "/tool/netwatch" => [.. Present(row, ["host", "type", "interval", "timeout", "start-delay", "startup-delay", "packet-count", "packet-interval", "thr-loss-percent", "thr-avg", "thr-max", "thr-stdev", "thr-jitter",
            "src-address", "up-script", "down-script", "test-script", "comment"]), .. OtherThan(row, "disabled", "no")],
        "/system/scheduler" => [.. Present(row, ["name", "start-time", "interval", "policy", "on-event", "comment"]), .. OtherThan(row, "disabled", "no")],
        // The text is not read of a live router.
        "/system/script" => Present(row, ["name", "policy", "comment"]),
        _ => throw new ArgumentException($"{row.Menu} has no rows that a plan removes", nameof(row)),
    };

    private static ImmutableArray<KeyValuePair<string, string>> Present(ConfigItem row, string[] names) =>
        [.. names.Where(name => row[name] is { Length: > 0 }).Select(name => KeyValuePair.Create(name, row[name]!))];

    private static IEnumerable<KeyValuePair<string, string>> Switch(ConfigItem row, string name) => row.Flag(name) ? [KeyValuePair.Create(name, "")] : [];

    private static IEnumerable<KeyValuePair<string, string>> OtherThan(ConfigItem row, string name, string usual) =>
        RowMatch.Has(row, name, usual) ? [] : [KeyValuePair.Create(name, RowMatch.Of(row, name) is "true" ? "yes" : RowMatch.Of(row, name))];

    private static bool IsShared(RouterModel model, ConfigItem row, ImmutableArray<KeyValuePair<string, string>> target) => model.Menu(row.Menu).Count(other => RowMatch.Fits(other, target)) > 1;

    /// <summary>v6 names a route's table by its mark, and main by none (reference 3.1).</summary>
    private static KeyValuePair<string, string> Table(RouterModel model, ConfigItem row) =>
        model.Version is { IsV6: true } || model.Menu("/ip/route").Any(other => other["routing-mark"] is not null)
            ? KeyValuePair.Create("routing-mark", RowMatch.Of(row, "routing-mark"))
            : KeyValuePair.Create("routing-table", RowMatch.Of(row, "routing-table"));

    private static ImmutableArray<KeyValuePair<string, string>> Parts(ConfigItem row, string[] names) =>
        [.. names.Select(name => KeyValuePair.Create(name, RowMatch.Of(row, name))).Where(part => part.Value.Length > 0)];

    /// <summary>A rule of the firewall is told by all that it says; its counters and its place may change.</summary>
    private static readonly ImmutableArray<string> s_matchers =
    [
        "chain", "action", "protocol", "src-address", "dst-address", "src-address-list", "dst-address-list", "src-port", "dst-port", "in-interface", "out-interface", "in-interface-list", "out-interface-list",
        "connection-state", "connection-nat-state", "connection-mark", "routing-mark", "dst-address-type", "ipsec-policy", "jump-target", "to-addresses", "to-ports", "comment",
    ];
}
