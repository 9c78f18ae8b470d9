using System.Collections.Immutable;
using System.Globalization;
using DualWanPortal.Failover.Planning;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Wans;

/// <summary>A line whose distance the router itself has put back until the WAN has proved itself.</summary>
/// <param name="Property"><c>distance</c> of a route, <c>default-route-distance</c> of a client.</param>
/// <param name="Normal">The distance that it has when nothing is wrong.</param>
internal sealed record HeldRow(ConfigItem Row, string Property, int Normal)
{
    /// <summary>The row as it is when nothing is wrong.</summary>
    public ConfigItem Released => Row with { Values = Row.Values.SetItem(Property, Normal.ToString(CultureInfo.InvariantCulture)) };
}

/// <summary>
/// Defaults that the failback gate of an earlier plan holds back at this moment. That is the router's own business, like a default that netwatch has switched off: order of
/// the WANs, plans and findings are about the router as it is when nothing is held.
/// </summary>
internal static class HeldDefaults
{
    /// <summary>A WAN that is held back stands behind all others and still in front of every last resort, so that it carries traffic at once when the others die.</summary>
    public const int Shift = 50;

    /// <summary>Comment of the one line that watches over failback.</summary>
    public const string GateComment = "dwp:wan-gate1";

    /// <summary>Where a gate may stand, with the property that has its script.</summary>
    public static ImmutableArray<(string Menu, string Script)> Homes { get; } = [("/tool/netwatch", "test-script"), ("/system/scheduler", "on-event")];

    /// <summary>The gate of an earlier plan; null when there is none.</summary>
    public static ConfigItem? Gate(RouterModel model) => Homes.SelectMany(home => model.Menu(home.Menu)).FirstOrDefault(row => row["comment"] == GateComment);

    public static ImmutableArray<HeldRow> Of(RouterModel model)
    {
        if (Gate(model) is not { } gate || gate[Homes.First(home => home.Menu == gate.Menu).Script] is not { Length: > 0 } script)
            return [];
        script = script.ReplaceLineEndings("\n");
        return [.. Movable(model).Select(row => Held(row.Item, row.Property, script)).OfType<HeldRow>()];
    }

    /// <summary>What the gate may put back, as it is when nothing is held.</summary>
    /// <param name="rest">The router as it is when nothing is held back.</param>
    public static IEnumerable<(ConfigItem Row, string Property)> Gated(RouterModel rest)
    {
        if (Gate(rest) is not { } gate || gate[Homes.First(home => home.Menu == gate.Menu).Script] is not { Length: > 0 } script)
            return [];
        script = script.ReplaceLineEndings("\n");
        return Movable(rest).Where(row => row.Item.Number(row.Property, 0) is > 0 and var normal
            && Selectors(row.Item).Any(selector => script.Contains(Move(row.Item.Menu, selector, row.Property, normal, normal + Shift), StringComparison.Ordinal)));
    }

    /// <summary>The router as it is when nothing is held back; the same object when nothing is.</summary>
    public static RouterModel Released(RouterModel model)
    {
        var held = Of(model);
        if (held.IsEmpty)
            return model;
        var normal = new Dictionary<ConfigItem, ConfigItem>(ReferenceEqualityComparer.Instance);
        foreach (var row in held)
            normal[row.Row] = row.Released;
        return RouterModel.FromItems(model.Items.Select(item => normal.GetValueOrDefault(item, item)), model.Version, model.Warnings, model.Board, model.MenusRead);
    }

    /// <summary>Whether what leads out by this WAN is held back.</summary>
    public static bool Holds(RouterModel model, string wan) =>
        Of(model) is { IsEmpty: false } held && DefaultPaths.Of(model).Any(path => path.Interface == wan && held.Any(row => ReferenceEquals(row.Row, path.Route.Item)))
        || Of(model).Any(row => row.Row.Menu != "/ip/route" && (row.Row["interface"] == wan || row.Row["name"] == wan || row.Row.Menu == "/interface/lte/apn" && model.LteInterfaces.Any(lte => lte.Name == wan)));

    /// <summary>The command of a script that puts a line from one distance to another.</summary>
    public static string Move(string menu, string selector, string property, int from, int to) =>
        string.Create(CultureInfo.InvariantCulture, $"{Cli.Path(menu)} set [find {selector} {property}={from}] {property}={to}");

    /// <summary>What a script finds a line by: its comment, else what only this line says.</summary>
    public static IEnumerable<string> Selectors(ConfigItem row) => row.Menu switch
    {
        "/ip/route" when row["comment"] is { Length: > 0 } comment => [Said("comment", comment), .. Gateway(row)],
        "/ip/route" => Gateway(row),
        // A default of IPv6 is held back only where a plan made it, and those have a comment.
        "/ipv6/route" => row["comment"] is { Length: > 0 } six ? [Said("comment", six)] : [],
        "/ip/dhcp-client" => [Said("interface", row["interface"] ?? "")],
        _ => [Said("name", row["name"] ?? "default")],
    };

    private static IEnumerable<string> Gateway(ConfigItem row) => [$"dst-address=\"0.0.0.0/0\" {Said("gateway", row["gateway"] ?? "")}"];

    private static string Said(string name, string value) => RouterOs.Text.CommandText.Find((name, value))["[find ".Length..^1];

    private static IEnumerable<(ConfigItem Item, string Property)> Movable(RouterModel model) =>
        model.Routes.Where(route => route is { IsDefault: true, Dynamic: false }).Select(route => (route.Item, "distance"))
            .Concat(model.Menu("/ipv6/route").Where(row => !row.Flag("dynamic") && row["comment"] is { Length: > 0 }).Select(row => (row, "distance")))
            .Concat(model.DhcpClients.Select(client => (client.Item, "default-route-distance")))
            .Concat(Dialled.SelectMany(menu => model.Menu(menu)).Select(item => (item, "default-route-distance")));

    /// <summary>Clients other than DHCP that make a default.</summary>
    public static ImmutableArray<string> Dialled { get; } =
        ["/interface/pppoe-client", "/interface/l2tp-client", "/interface/pptp-client", "/interface/sstp-client", "/interface/ovpn-client", "/interface/ppp-client", "/interface/lte/apn"];

    private static HeldRow? Held(ConfigItem row, string property, string script)
    {
        var distance = row.Number(property, 0);
        var normal = distance - Shift;
        return normal > 0 && Selectors(row).Any(selector => script.Contains(Move(row.Menu, selector, property, normal, distance), StringComparison.Ordinal)) ? new HeldRow(row, property, normal) : null;
    }
}
