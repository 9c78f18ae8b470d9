using System.Collections.Immutable;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.RouterOs.Text;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Definitions;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.World.Scenarios;

namespace DualWanPortal.Simulation.World;

/// <summary>
/// A configuration, read and surveyed once, from which the same site boots any number of times: rows are shared until a site changes them. Two sites of one
/// blueprint that are treated alike do alike, so a scenario matrix boots one for each scenario instead of copying a living one.
/// </summary>
public sealed class SiteBlueprint
{
    /// <summary>A router with all its rows that is never switched on.</summary>
    private readonly SimulatedRouter _rows;
    private readonly bool _namesItself;

    private SiteBlueprint(string name, string scenario, IEnumerable<ConfigItem> items, RouterOsVersion written, RouterProfile profile)
    {
        (Name, Scenario, Profile) = (name, scenario, profile);
        var all = items.ToArray();
        _namesItself = all.Any(item => item.Menu == "/system/identity" && item["name"] is not null);
        _rows = new SimulatedRouter(name, profile, new SimulationClock(DateTimeOffset.UnixEpoch), MenuCatalogue.For(profile));
        MenusWithoutEffect = RouterBoot.Load(_rows, all, written);
        // Providers follow what the router made of the rows, defaults of the version included. Thousands of firewall rows say nothing of them.
        var model = RouterModel.FromItems(_rows.Menus.Where(menu => !menu.Definition.IsGeneric && !menu.Path.StartsWith("/ip/firewall/", StringComparison.Ordinal)).SelectMany(menu => menu.Rows.Select(row => new ConfigItem(menu.Path, row.Values.ToImmutableDictionary()))), profile.Version);
        Providers = Ipv6Survey.Of(model, SiteSurvey.Of(model));
        Neighbours = [.. SiteSurvey.Neighbours(model, Providers), .. Ipv6Survey.Neighbours(model, Providers)];
        Hosts = [.. NamedHosts.Of(all, model, Providers)];
    }

    public string Name { get; }

    /// <summary>Name of the scenario, or <c>export</c>.</summary>
    public string Scenario { get; }
    public RouterProfile Profile { get; }

    /// <summary>In order of preference as configured.</summary>
    public ImmutableArray<IspPlan> Providers { get; }

    /// <summary>Menus that the configuration names and this simulation has not.</summary>
    public ImmutableArray<string> MenusWithoutEffect { get; }

    internal ImmutableArray<IpAddress> Neighbours { get; }

    /// <summary>Hosts of the Internet that the configuration names, and which of them are resolvers.</summary>
    internal ImmutableArray<(IpAddress Host, bool Resolver)> Hosts { get; }

    /// <param name="version">The version that the rows were written by; null: that of the profile.</param>
    public static SiteBlueprint FromExport(string name, IEnumerable<ConfigItem> items, RouterOsVersion? version, RouterProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return new(name, "export", items, version ?? profile.Version, profile);
    }

    public static SiteBlueprint FromExport(string name, RouterExport export, RouterProfile profile)
    {
        ArgumentNullException.ThrowIfNull(export);
        return FromExport(name, export.Items, export.Version, profile);
    }

    /// <exception cref="ArgumentException">There is no scenario of that name.</exception>
    public static SiteBlueprint FromScenario(string scenario, string name, RouterProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return new(name, scenario, ScenarioNames.Items(scenario, profile.Version), profile.Version, profile);
    }

    /// <summary>Switches a site on: its ports have link, its leases and sessions begin. Sites of one blueprint may live on several threads.</summary>
    /// <param name="name">Name of the site, which also decides its luck with lossy lines; null: that of the blueprint.</param>
    public SimulatedSite Boot(SimulationClock clock, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var router = new SimulatedRouter(_rows, name ?? Name, clock);
        if (!_namesItself && name is not null)
            router["/system/identity"].Set(router["/system/identity"].Settings, byHand: false, ("name", name));
        return new SimulatedSite(this, router);
    }
}
