using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Paths;

/// <summary>Which main version wrote a configuration: its header says so, else the words it uses do.</summary>
internal static class Dialect
{
    /// <summary>True for 6, false for 7, null when nothing tells.</summary>
    public static bool? IsV6(RouterModel model)
    {
        if (model.Version is { } version)
            return version.IsV6;
        if (!model.RoutingTables.IsEmpty || model.Routes.Any(route => route.Item["routing-table"] is not null || route.Item["blackhole"] is not null || route.Item["immediate-gw"] is not null)
            || !model.Menu("/interface/wireguard").IsEmpty || !model.Menu("/routing/rule").IsEmpty)
            return false;
        // v6 clients and servers are off unless told otherwise, so its exports say disabled=no; v7 writes nothing.
        return model.Routes.Any(route => route.Item["routing-mark"] is not null || route.Item["type"] is not null || route.Item["gateway-status"] is not null)
            || !model.Menu("/ip/route/rule").IsEmpty
            || model.Menu("/system/ntp/client").Any(client => client["primary-ntp"] is not null || client["server-dns-names"] is not null)
            || model.DhcpClients.Any(client => client.Item.Line is not null && client.Item["disabled"] == "no")
            ? true
            : null;
    }
}
