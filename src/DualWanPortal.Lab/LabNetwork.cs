using System.Collections.Immutable;
using System.Globalization;
using DualWanPortal.Simulation;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.World;
using DualWanPortal.Simulation.World.Scenarios;

namespace DualWanPortal.Lab;

/// <summary>Which sites a lab has: names of scenarios and exports turned into worlds.</summary>
internal static class LabNetwork
{
    /// <summary>What stands for the scenario of a router that was made from an export.</summary>
    public const string Export = "export";

    private const int MaxFleet = 5000;

    /// <summary>The practice network: each with another pair of links; the one that sorts last has the common mistakes.</summary>
    private static readonly ImmutableArray<(string Name, string Scenario)> s_demo =
        [("harbour-fibre-lte", "fibre-lte"), ("mill-dhcp-pppoe", "dhcp-pppoe"), ("workshop-two-isps", "two-isps-broken")];

    /// <summary>Every word a lab understands as a scenario.</summary>
    public static string Known { get; } = string.Join(", ", [.. ScenarioNames.All, "fleet:N", "demo"]);

    /// <exception cref="LabException">The scenario is not known.</exception>
    public static ImmutableArray<(string Name, string Scenario)> Sites(string? scenario)
    {
        if (scenario is null)
            return [];
        if (scenario == "demo")
            return s_demo;
        if (scenario.StartsWith("fleet:", StringComparison.Ordinal))
        {
            if (!int.TryParse(scenario.AsSpan(6), NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > MaxFleet)
                throw new LabException($"'{scenario}': a fleet has 1 to {MaxFleet} routers, for example fleet:20.");
            return [.. Enumerable.Range(1, count).Select(number => (string.Create(CultureInfo.InvariantCulture, $"site-{number:D4}"), FleetScenario(number)))];
        }
        if (!ScenarioNames.All.Contains(scenario))
            throw new LabException($"'{scenario}' is no lab scenario; known are {Known}.");
        return [(scenario, scenario)];
    }

    /// <param name="blueprint">Of the scenario: the routers of a fleet share what they do not change.</param>
    /// <param name="start">When its life begins; the caller lets time pass to the present.</param>
    public static LabRouter Build(string name, SiteBlueprint blueprint, DateTimeOffset start, LabTime time) => new(blueprint.Scenario, blueprint.Boot(new SimulationClock(start), name), time);

    public static LabRouter Build(LabExport export, RouterProfile? profile, DateTimeOffset start, LabTime time)
    {
        var chosen = profile ?? (export.Version is { } version ? RouterProfile.Nearest(version) : RouterProfile.V721);
        return new LabRouter(Export, SimulatedSite.FromExport(export.Name, export.Items, export.Version ?? chosen.Version, chosen, new SimulationClock(start)), time);
    }

    private static string FleetScenario(int number) => (number % 3) switch { 1 => "two-isps", 2 => "fibre-lte", _ => "dhcp-pppoe" };
}
