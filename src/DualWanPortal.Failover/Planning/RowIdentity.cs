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
            "/ip/route" => row["comment"] is { Length: > 0 } ? ["dst-address", "gateway", "comment"] : ["dst-address", "gateway"],
            "/ip/firewall/nat" or "/ip/firewall/filter" => ["comment"],
            _ => ["name"],
        };
        var target = Parts(row, names);
        if (row.Menu != "/ip/route")
            return target;
        // Twins differ by table, and if not by that, by distance.
        if (IsShared(model, target))
            target = target.Add(Table(model, row));
        return IsShared(model, target) ? [.. target, .. Parts(row, ["distance"])] : target;
    }

    private static bool IsShared(RouterModel model, ImmutableArray<KeyValuePair<string, string>> target) => model.Menu("/ip/route").Count(other => RowMatch.Fits(other, target)) > 1;

    /// <summary>v6 names a route's table by its mark, and main by none (reference 3.1).</summary>
    private static KeyValuePair<string, string> Table(RouterModel model, ConfigItem row) =>
        model.Version is { IsV6: true } || model.Menu("/ip/route").Any(other => other["routing-mark"] is not null)
            ? KeyValuePair.Create("routing-mark", RowMatch.Of(row, "routing-mark"))
            : KeyValuePair.Create("routing-table", RowMatch.Of(row, "routing-table"));

    private static ImmutableArray<KeyValuePair<string, string>> Parts(ConfigItem row, string[] names) =>
        [.. names.Select(name => KeyValuePair.Create(name, RowMatch.Of(row, name))).Where(part => part.Value.Length > 0)];
}
