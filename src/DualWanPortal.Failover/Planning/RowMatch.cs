using System.Collections.Immutable;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning;

/// <summary>Compares rows with wanted values the way RouterOS means them: absent is the default, <c>true</c> is <c>yes</c>.</summary>
internal static class RowMatch
{
    /// <summary>Rows that RouterOS made itself are nobody's target, even when they look alike (a lease's default beside a static one).</summary>
    public static bool Fits(ConfigItem row, ImmutableArray<KeyValuePair<string, string>> target) => !row.Flag("dynamic") && target.All(value => Has(row, value.Key, value.Value));

    public static bool Has(ConfigItem row, string name, string value) => Plain(Of(row, name)) == Plain(value);

    /// <summary>The value, or what RouterOS takes when the row does not say.</summary>
    public static string Of(ConfigItem row, string name) => row[name] ?? Default(row.Menu, name);

    private static string Plain(string value) => value switch { "true" => "yes", "false" => "no", _ => value };

    private static string Default(string menu, string name) => (menu, name) switch
    {
        (_, "disabled") => "no",
        ("/ip/route", "dst-address") => "0.0.0.0/0",
        ("/ip/route", "routing-table") => "main",
        ("/ip/route", "distance") => "1",
        ("/ip/route" or "/ip/dhcp-client", "check-gateway") => "none",
        ("/ip/dhcp-client" or "/interface/lte/apn", "add-default-route") => "yes",
        ("/interface/lte/apn", "default-route-distance") => "2",
        (_, "default-route-distance") => "1",
        (_, "add-default-route") => "no",
        _ => "",
    };
}
