using System.Collections.Immutable;
using System.Globalization;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning.Gates;

/// <summary>A line whose distance the gate moves.</summary>
/// <param name="Row">As the plan leaves it.</param>
internal sealed record GatedRow(ConfigItem Row, string Selector, string Property, int Normal)
{
    public int Held => Normal + HeldDefaults.Shift;

    public string Hold => HeldDefaults.Move(Row.Menu, Selector, Property, Normal, Held);
    public string Release => HeldDefaults.Move(Row.Menu, Selector, Property, Held, Normal);

    public string CountAt(int distance) => string.Create(CultureInfo.InvariantCulture, $"[:len [{Cli.Path(Row.Menu)} find {Selector} {Property}={distance}]]");
}

/// <summary>A WAN that has to prove itself before traffic goes back to it.</summary>
/// <param name="Rows">What makes its defaults: written routes, or its client.</param>
/// <param name="Behind">Links behind it in the order.</param>
internal sealed record GatedWan(string Link, ImmutableArray<GatedRow> Rows, ImmutableArray<string> Behind)
{
    private const int Highest = HeldDefaults.Shift - 1;

    /// <summary>The WAN as the steps so far leave it; null, and the plan says why, when it cannot be held back.</summary>
    public static GatedWan? Of(PlanContext context, WanLink wan)
    {
        var now = context.SoFar();
        var rows = Routes(now, wan);
        if (rows.Count == 0)
            rows = Clients(context, now, wan);
        if (rows.Count == 0)
        {
            context.Say("failback", $"nothing that the router could put back leads out by {wan.Interface}, so traffic goes back to it with the first answer");
            return null;
        }
        if (rows.Exists(row => row.Normal > Highest))
        {
            context.Say("failback", $"the default of {wan.Interface} has distance {rows.Max(row => row.Normal)}, and only distances up to {Highest} can be put behind all others; traffic goes back to {wan.Interface} with the first answer");
            return null;
        }
        return new GatedWan(wan.Interface, [.. rows, .. Six(now, wan)], [.. context.Wans.Skip(context.Wans.IndexOf(wan) + 1).Select(other => other.Interface)]);
    }

    private static List<GatedRow> Routes(RouterModel now, WanLink wan) =>
    [
        .. DefaultPaths.Of(now).Where(path => path is { InMain: true, Route: { Dynamic: false, Disabled: false, Distance: < DistanceSteps.LastResort, Gateways.Length: 1 } } && path.Interface == wan.Interface)
            .Select(path => path.Route).Distinct().OrderBy(route => route.Distance)
            .Select(route => new GatedRow(route.Item, Selector(now, route), "distance", route.Distance)),
    ];

    /// <summary>The watched default of IPv6: what fell out with IPv4 comes back with it.</summary>
    private static IEnumerable<GatedRow> Six(RouterModel now, WanLink wan) =>
        now.Menu("/ipv6/route").Where(row => row["comment"] == $"{Canaries.Owned.Mark}{wan.Interface}-six-default1" && !row.Flag("dynamic") && !row.Flag("disabled") && row.Number("distance", 1) <= Highest)
            .Select(row => new GatedRow(row, HeldDefaults.Selectors(row).First(), "distance", row.Number("distance", 1)));

    /// <summary>Its comment where no other route has it, else the gateway: what else goes over that is a table of its own, where the distance decides nothing.</summary>
    private static string Selector(RouterModel now, RouteEntry route) =>
        route.Comment is { Length: > 0 } comment && now.Routes.Count(other => other.Comment == comment) == 1 ? HeldDefaults.Selectors(route.Item).First() : HeldDefaults.Selectors(route.Item).Last();

    private static List<GatedRow> Clients(PlanContext context, RouterModel now, WanLink wan)
    {
        var rows = new List<GatedRow>();
        foreach (var (row, shared) in ClientSteps.Clients(now, context.Wans, wan))
        {
            if (RowMatch.Of(row, "add-default-route") is "no" or "false" || shared || !row.List("default-route-tables").All(table => table == "default"))
                continue;
            var distance = int.TryParse(RowMatch.Of(row, "default-route-distance"), CultureInfo.InvariantCulture, out var number) ? number : 1;
            if (distance < DistanceSteps.LastResort)
                rows.Add(new GatedRow(row, HeldDefaults.Selectors(row).First(), "default-route-distance", distance));
        }
        return rows;
    }
}
