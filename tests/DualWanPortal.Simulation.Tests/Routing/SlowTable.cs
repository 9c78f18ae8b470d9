using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.Routing;

/// <summary>
/// What reference 4.1 and 4.2 allow the rows of <c>/ip/route</c> to be, worked out from the rows of a router alone: its own reading of them, and all sets of active
/// routes tried. It knows nothing of the engine but which gateways its checks count as dead.
/// </summary>
internal static class SlowTable
{
    /// <summary>Null when the rows are as the text says; else what is wrong.</summary>
    public static string? Wrong(SimulatedSite site)
    {
        var v6 = site.Router.Profile.Version.IsV6;
        var dialect = v6 ? RoutingFacts.V6 : RoutingFacts.V7;
        var running = site.Router["/interface"].Rows.Where(row => row["running"] == "true").Select(row => row["name"]!).ToHashSet();
        var rows = site.Router["/ip/route"].Rows.Where(row => !row.Disabled).ToArray();
        if (Connected(site, running, rows) is { } missing)
            return missing;
        var routes = rows.Select(row => Read(row, v6)).ToArray();
        var failed = Failed(site);
        var active = rows.Select(row => row["active"] == "true").ToArray();
        if (routes.Length > 11)
            return $"{routes.Length} routes are too many to try all sets of them";
        var answers = SlowRouting.ConsistentAnswers(routes, running, failed, dialect);
        // Routes that chase their own tail have no answer in the text.
        if (answers.Count > 0 && !answers.Any(answer => answer.SequenceEqual(active)))
            return string.Join(" | ", rows.Select((row, index) => $"{(active[index] ? "+" : "-")}{row["dst-address"]} via {row["gateway"]} d{row["distance"]} s{row["scope"]} t{row["target-scope"]} {row["check-gateway"]}"))
                + $"; running {string.Join(',', running)}; dead {string.Join(',', failed.Select(key => key.Hop))}";
        if (!v6 && rows.Where((row, index) => active[index] && row["inactive"] == "true").Any())
            return "a row is active and inactive";
        return null;
    }

    /// <summary>"Disabled interface or no link ⇒ its connected route becomes inactive (or vanishes for dynamic addresses)."</summary>
    private static string? Connected(SimulatedSite site, HashSet<string> running, MenuRow[] routes)
    {
        foreach (var address in site.Router["/ip/address"].Rows.Where(row => !row.Disabled))
        {
            var name = address["actual-interface"] ?? address["interface"]!;
            var network = Ipv4Prefix.Parse(address["address"])!.Value.ToString();
            var own = routes.Where(route => route.Flag("connect") && route["dst-address"] == network && route["gateway"] == name).ToArray();
            if (site.Router["/interface"].Named(name) is not null && own.Length != site.Router["/ip/address"].Rows.Count(other => !other.Disabled && (other["actual-interface"] ?? other["interface"]) == name && Ipv4Prefix.Parse(other["address"])!.Value.ToString() == network))
                return $"{network} on {name} has {own.Length} connected routes";
            if (own.Any(route => (route["active"] == "true") && !running.Contains(name)))
                return $"{network} is active on {name}, which does not run";
        }
        return null;
    }

    private static RouteFact Read(MenuRow row, bool v6) => new()
    {
        Table = row[v6 ? "routing-mark" : "routing-table"] is { Length: > 0 } table ? table : "main",
        Destination = RoutingFacts.Prefix(row["dst-address"] ?? "0.0.0.0/0"),
        Distance = Number(row["distance"], row.Flag("connect") ? 0 : 1),
        Scope = Number(row["scope"], row.Flag("connect") ? 10 : 30),
        TargetScope = Number(row["target-scope"], row.Flag("connect") ? 5 : 10),
        Action = row.Flag("blackhole") || row["type"] == "blackhole" ? RouteAction.Blackhole : RouteAction.Unicast,
        Connected = row.Flag("connect"),
        Hops = [.. (row["gateway"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(NextHop.Parse)],
        CheckGateway = row["check-gateway"] is { Length: > 0 } check and not "none" ? check : "",
    };

    private static HashSet<CheckKey> Failed(SimulatedSite site) =>
        [.. site.Running.Routing.Verdicts.SelectMany(verdict => verdict.Hops.Where(hop => hop.CheckFailed).Select(hop => CheckKey.Of(verdict.Route, hop.Hop, RoutingDialect.Of(site.Router.Profile)))).OfType<CheckKey>()];

    private static int Number(string? text, int absent) => int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : absent;
}
