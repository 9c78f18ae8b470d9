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
        if (row.Menu == "/ip/route" && model.Menu(row.Menu).Count(other => RowMatch.Fits(other, target)) > 1)
            target = Parts(row, [.. names, row["routing-mark"] is { Length: > 0 } ? "routing-mark" : "routing-table", "distance"]);
        return target;
    }

    private static ImmutableArray<KeyValuePair<string, string>> Parts(ConfigItem row, string[] names) =>
        [.. names.Select(name => KeyValuePair.Create(name, RowMatch.Of(row, name))).Where(part => part.Value.Length > 0)];
}
