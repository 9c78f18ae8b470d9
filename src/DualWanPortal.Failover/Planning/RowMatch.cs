using System.Collections.Immutable;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Failover.Planning;

/// <summary>Compares rows with wanted values the way RouterOS means them: absent is the default, <c>true</c> is <c>yes</c>.</summary>
internal static class RowMatch
{
    /// <summary>Rows that RouterOS made itself are nobody's target, even when they look alike (a lease's default beside a static one).</summary>
    public static bool Fits(ConfigItem row, ImmutableArray<KeyValuePair<string, string>> target) => !row.Flag("dynamic") && target.All(value => Has(row, value.Key, value.Value));

    public static bool Has(ConfigItem row, string name, string value) => IsSame(name, Of(row, name), value);

    /// <summary>The value, or what RouterOS takes when the row does not say.</summary>
    public static string Of(ConfigItem row, string name) => row[name] ?? Default(row.Menu, name);

    /// <summary><c>10s</c> is <c>00:00:10</c>, <c>40%</c> is <c>40</c> (reference 1.8).</summary>
    private static bool IsSame(string name, string one, string other) =>
        Plain(one) == Plain(other)
        || (s_durations.Contains(name) && RouterOsDuration.TryParse(one, out var span) && RouterOsDuration.TryParse(other, out var second) && span == second)
        || (name == "thr-loss-percent" && one.TrimEnd('%') == other.TrimEnd('%'))
        || (name.EndsWith("script", StringComparison.Ordinal) && one.ReplaceLineEndings("\n") == other.ReplaceLineEndings("\n"));

    private static string Plain(string value) => value switch { "true" => "yes", "false" => "no", _ => value };

    private static string Default(string menu, string name) => (menu, name) switch
    {
        (_, "disabled") => "no",
        ("/ip/route", "dst-address") => "0.0.0.0/0",
        ("/ip/route" or "/ipv6/route", "routing-table") => "main",
        ("/ip/route", "distance") => "1",
        ("/ip/route" or "/ipv6/route", "scope") => "30",
        ("/ip/route" or "/ipv6/route", "target-scope") => "10",
        ("/tool/netwatch", "type") => "simple",
        ("/ip/cloud", "ddns-enabled") => "no",
        ("/ip/firewall/mangle", "passthrough") => "yes",
        ("/routing/settings", "check-gateway-ping-interval") => "10s",
        ("/routing/settings", "check-gateway-ping-timeout") => "1s",
        ("/routing/settings", "check-gateway-ping-count") => "2",
        ("/ip/route" or "/ip/dhcp-client" or "/ipv6/route" or "/ipv6/dhcp-client", "check-gateway") => "none",
        ("/ipv6/route", "dst-address") => "::/0",
        ("/ipv6/route", "distance") => "1",
        ("/ipv6/dhcp-client", "use-peer-dns") => "yes",
        ("/ip/dhcp-client" or "/interface/lte/apn", "add-default-route") => "yes",
        ("/interface/lte/apn", "default-route-distance") => "2",
        (_, "default-route-distance") => "1",
        (_, "add-default-route") => "no",
        _ => "",
    };

    private static readonly HashSet<string> s_durations = new(StringComparer.Ordinal)
    {
        "interval", "timeout", "start-delay", "startup-delay", "packet-interval", "thr-avg", "thr-max", "thr-stdev", "thr-jitter", "check-gateway-ping-interval", "check-gateway-ping-timeout",
        "persistent-keepalive", "dpd-interval",
    };
}
