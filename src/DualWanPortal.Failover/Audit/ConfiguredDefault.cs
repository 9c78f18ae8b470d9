using System.Collections.Immutable;
using System.Globalization;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit;

/// <summary>A default route as configured: a static one, or the one that a client makes when it is up. What a client made already counts once.</summary>
/// <param name="Item">The line to change.</param>
/// <param name="DistanceProperty"><c>distance</c>, or <c>default-route-distance</c> of a client.</param>
internal sealed record ConfiguredDefault(string Interface, string Table, int Distance, ConfigItem Item, string DistanceProperty)
{
    /// <summary>How a static one leads to its interface; null for what a client makes.</summary>
    public DefaultPath? Path { get; init; }

    public bool InMain => Table == "main";

    public static ImmutableArray<ConfiguredDefault> Of(RouterModel model) => Of(model, DefaultPaths.Of(model));

    public static ImmutableArray<ConfiguredDefault> Of(RouterModel model, ImmutableArray<DefaultPath> paths)
    {
        var found = ImmutableArray.CreateBuilder<ConfiguredDefault>();
        foreach (var path in paths.Where(path => path.Interface is not null && !path.Route.Disabled && !path.Route.Dynamic))
            found.Add(new ConfiguredDefault(path.Interface!, path.Route.Table, path.Route.Distance, path.Route.Item, "distance") { Path = path });
        foreach (var client in model.DhcpClients.Where(client => !client.Disabled && client.AddsDefaultRoute))
            found.AddRange(OfDhcp(client));
        foreach (var client in model.PppoeClients.Where(client => !client.Disabled && client.AddsDefaultRoute))
            found.Add(new ConfiguredDefault(client.Name, "main", client.DefaultRouteDistance, client.Item, "default-route-distance"));
        foreach (var lte in model.LteInterfaces.Where(lte => !lte.Disabled))
        {
            var names = lte.ApnProfiles.IsEmpty ? ["default"] : lte.ApnProfiles;
            var apns = model.LteApns.Where(apn => names.Contains(apn.Name)).ToList();
            // An export leaves out an APN that is as RouterOS made it (reference 3.5).
            if (apns.Count == 0)
                apns.Add(new LteApnEntry(ConfigItem.Of("/interface/lte/apn", ("name", names[0]))));
            foreach (var apn in apns.Where(apn => apn.AddsDefaultRoute))
                found.Add(new ConfiguredDefault(lte.Name, "main", apn.DefaultRouteDistance, apn.Item, "default-route-distance"));
        }
        return found.ToImmutable();
    }

    /// <summary>The command that gives it another distance.</summary>
    public string SetDistance(int distance) =>
        string.Create(CultureInfo.InvariantCulture, $"{Cli.Path(Item.Menu)} set {Selector()} {DistanceProperty}={distance}");

    /// <summary><c>[find …]</c> for its row.</summary>
    public string Selector() => Item.Menu switch
    {
        "/ip/route" => Cli.Find(Item, "dst-address", "gateway", "distance", "routing-table", "routing-mark"),
        "/ip/dhcp-client" => Cli.Find(Item, "interface"),
        _ => Cli.Find(Item, "name"),
    };

    public Evidence Evidence => RowText.Evidence(Item, "name", "interface", "dst-address", "gateway", "distance", "scope", "target-scope", "check-gateway",
        "default-route-distance", "default-route-tables", "add-default-route", "routing-table", "routing-mark", "comment");

    /// <summary>Since 7.18 a client may serve several tables, each at a distance of its own (reference 3.3).</summary>
    private static IEnumerable<ConfiguredDefault> OfDhcp(DhcpClientEntry client)
    {
        var tables = client.Item.List("default-route-tables");
        foreach (var entry in tables.IsEmpty ? ["default"] : tables)
        {
            var parts = entry.Split(':');
            var distance = parts.Length > 1 && int.TryParse(parts[1], CultureInfo.InvariantCulture, out var own) ? own : client.DefaultRouteDistance;
            yield return new ConfiguredDefault(client.Interface, parts[0] == "default" ? "main" : parts[0], distance, client.Item, "default-route-distance");
        }
    }
}
