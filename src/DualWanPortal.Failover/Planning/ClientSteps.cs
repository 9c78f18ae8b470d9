using System.Collections.Immutable;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning;

/// <summary>Distance of the default that a DHCP, PPPoE or LTE client makes. A client's own default is never doubled by a static one.</summary>
internal static class ClientSteps
{
    private const int LastResort = 100;

    /// <param name="distance">What the client's default is to get.</param>
    /// <param name="besideRoutes">Static defaults carry this WAN already: the client's own, if any, is to stay behind them.</param>
    public static void Plan(PlanContext context, WanLink wan, int distance, bool besideRoutes, ImmutableArray<DefaultPath> paths)
    {
        var clients = Clients(context.Live, context.Wans, wan);
        if (clients.Count == 0)
        {
            if (!besideRoutes)
                AddRoute(context, wan, distance, paths);
            return;
        }
        foreach (var (row, shared) in clients)
        {
            var adds = RowMatch.Of(row, "add-default-route") != "no" && RowMatch.Of(row, "add-default-route") != "false";
            if (besideRoutes && (!adds || row.Number("default-route-distance", 1) >= LastResort))
                continue;
            if (shared)
                context.Say("def-equal", $"several LTE links use the APN {row["name"]}, so they cannot have distances of their own; give {wan.Interface} an APN profile of its own");
            else if (!adds && ScriptedClient.Of(context.Live).Any(client => client.Interface == wan.Interface))
                context.Say("def-single", $"a script keeps the routes of {wan.Interface}, and no default of it is in the main table now; it is left alone");
            else
                Change(context, wan, row, distance, adds, besideRoutes);
        }
    }

    private static void Change(PlanContext context, WanLink wan, ConfigItem row, int distance, bool adds, bool besideRoutes)
    {
        var why = besideRoutes ? $"the default of its client would win over or tie with the static default of {wan.Interface}; it stays as last resort"
            : !adds ? $"no default route leads out by {wan.Interface}"
            : wan.Interface == context.Wans[0].Interface ? $"{wan.Interface} is preferred"
            : $"{wan.Interface} comes after {context.Wans[context.Wans.IndexOf(wan) - 1].Interface}";
        var wanted = new List<(string, string)>();
        if (!adds)
            wanted.Add(("add-default-route", "yes"));
        if (TablesWith(row, distance) is { } tables)
            wanted.Add(("default-route-tables", tables));
        else
            wanted.Add(("default-route-distance", DistanceSteps.Text(distance)));
        var check = row.Menu == "/ip/dhcp-client" && context.Policy.CheckGateway && !besideRoutes && context.Live.Version is { } version && version.AtLeast(7, 19) && RowMatch.Has(row, "check-gateway", "none");
        if (check)
            wanted.Add(("check-gateway", "ping"));
        var step = StepOf.Set(context.Live, row, why, wanted.ToArray());
        if (step is null)
            return;
        var onlyCheck = step.Do.Values is [{ Key: "check-gateway" }];
        context.Do(step with
        {
            Why = onlyCheck ? "without a check the route stays in use while its gateway is dead" : step.Why,
            Remark = row.Menu switch
            {
                "/ip/dhcp-client" => check ? "A gateway that does not answer ping makes the router give this WAN up within half a minute." : null,
                _ => $"RouterOS may dial {wan.Interface} again for this: some seconds without it.",
            },
        });
    }

    /// <summary>The rows that make the WAN's default, and whether another WAN shares the row.</summary>
    internal static List<(ConfigItem Row, bool Shared)> Clients(RouterModel model, ImmutableArray<WanLink> wans, WanLink wan)
    {
        if (wan.Kind == WanKind.Dhcp)
            return [.. model.DhcpClients.Where(client => client.Interface == wan.Interface).Select(client => (client.Item, false))];
        if (wan.Kind == WanKind.Pppoe)
            return [.. s_sessions.SelectMany(menu => model.Menu(menu)).Where(item => item["name"] == wan.Interface).Select(item => (item, false))];
        if (model.LteInterfaces.FirstOrDefault(lte => lte.Name == wan.Interface) is not { } lte)
            return [];
        var names = Apns(lte);
        var rows = model.LteApns.Where(apn => names.Contains(apn.Name)).Select(apn => apn.Item).ToList();
        // An export leaves out an APN that is as RouterOS made it (reference 3.5).
        if (rows.Count == 0)
            rows.Add(ConfigItem.Of("/interface/lte/apn", ("name", names[0])));
        return [.. rows.Select(row => (row, model.LteInterfaces.Any(other => other.Name != lte.Name && !other.Disabled && Apns(other).Contains(row["name"] ?? "default")
            && wans.Any(link => link.Interface == other.Name))))];
    }

    private static ImmutableArray<string> Apns(LteEntry lte) => lte.ApnProfiles.IsEmpty ? ["default"] : lte.ApnProfiles;

    /// <summary>A static WAN whose next hop another table or a disabled line names gets its default in main.</summary>
    private static void AddRoute(PlanContext context, WanLink wan, int distance, ImmutableArray<DefaultPath> paths)
    {
        if (paths.Any(path => path.InMain && path.Interface == wan.Interface && path.Route.Gateways.Length > 1))
            return;
        if (wan.Gateway is not { } gateway)
        {
            context.Say("def-single", $"no default route leads out by {wan.Interface} and nothing names its gateway; add the route by hand, or a DHCP client, and plan again");
            return;
        }
        var values = new List<(string, string)> { ("dst-address", "0.0.0.0/0"), ("gateway", gateway), ("distance", DistanceSteps.Text(distance)) };
        if (context.Policy.CheckGateway && AddressWithPrefix.Parse(gateway) is not null)
            values.Add(("check-gateway", "ping"));
        context.Do(StepOf.Add("/ip/route", $"default-{wan.Interface}", $"no default route of the main table leads out by {wan.Interface}", values.ToArray()));
    }

    /// <summary>Since 7.18 a client may name its tables (reference 3.3): a distance given there for main wins over the ordinary one.</summary>
    internal static string? TablesWith(ConfigItem row, int distance)
    {
        var tables = row.List("default-route-tables");
        var at = tables.IndexOf(tables.FirstOrDefault(table => table.StartsWith("main:", StringComparison.Ordinal) || table.StartsWith("default:", StringComparison.Ordinal)) ?? "");
        return at < 0 ? null : string.Join(',', tables.SetItem(at, $"{tables[at].Split(':')[0]}:{DistanceSteps.Text(distance)}"));
    }

    private static readonly ImmutableArray<string> s_sessions =
        ["/interface/pppoe-client", "/interface/l2tp-client", "/interface/pptp-client", "/interface/sstp-client", "/interface/ovpn-client", "/interface/ppp-client"];
}
