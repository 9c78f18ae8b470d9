using System.Collections.Immutable;
using System.Globalization;
using DualWanPortal.Failover.Audit.Nat;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Chains;

/// <summary>A service of the router by which it is managed, switched on and open to any address.</summary>
/// <param name="Item">Its row; null where the source leaves it as RouterOS made it.</param>
internal sealed record ManagementService(string Name, string Protocol, int Port, ConfigItem? Item)
{
    /// <summary>The default state of each: all are on but <c>www-ssl</c>.</summary>
    private static readonly ImmutableArray<(string Name, int Port, bool On)> s_defaults =
        [("telnet", 23, true), ("ftp", 21, true), ("www", 80, true), ("ssh", 22, true), ("www-ssl", 443, false), ("api", 8728, true), ("winbox", 8291, true), ("api-ssl", 8729, true)];

    public bool IsEncrypted => Name is "winbox" or "ssh" or "www-ssl" or "api-ssl";

    /// <summary>The services that answer whoever reaches them; none when a live router did not show them.</summary>
    public static ImmutableArray<ManagementService> Open(RouterModel model) => [.. Enabled(model).Where(service => !IsNarrowed(service.Item?["address"])), .. Snmp(model)];

    /// <summary>The services that are switched on, narrowed by address or not.</summary>
    public static IEnumerable<ManagementService> Enabled(RouterModel model)
    {
        if (!model.Knows("/ip/service"))
            yield break;
        var rows = model.Menu("/ip/service").Where(row => !row.Flag("dynamic")).ToLookup(row => row["name"] ?? row["numbers"] ?? "", StringComparer.Ordinal);
        foreach (var (name, port, on) in s_defaults)
        {
            var row = rows[name].LastOrDefault();
            if (row is null ? on && !model.IsLive : row["disabled"] is { } said ? said is not ("yes" or "true") : on || model.IsLive)
                yield return new ManagementService(name, "tcp", row?.Number("port", port) ?? port, row);
        }
    }

    /// <summary>Every address named is private, or somebody's own.</summary>
    public static bool IsNarrowed(string? addresses) =>
        addresses is { Length: > 0 } && addresses.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).All(range => PacketAddresses.FromStranger(range) == Match.No);

    private static IEnumerable<ManagementService> Snmp(RouterModel model)
    {
        if (!model.Knows("/snmp") || model.Menu("/snmp").LastOrDefault() is not { } snmp || !snmp.Flag("enabled"))
            yield break;
        var communities = model.Menu("/snmp/community").Where(row => !row.Flag("disabled")).ToList();
        if (communities.Count > 0 && communities.TrueForAll(row => IsNarrowed(row["addresses"] ?? row["address"])))
            yield break;
        yield return new ManagementService("snmp", "udp", 161, snmp);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} ({Port})");
}
