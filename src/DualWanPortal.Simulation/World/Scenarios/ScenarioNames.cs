using System.Collections.Immutable;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Simulation.World.Scenarios;

/// <summary>The sites that can be had without a configuration of one's own.</summary>
public static class ScenarioNames
{
    private static readonly ImmutableArray<(string Name, Func<RouterOsVersion, ImmutableArray<ConfigItem>> Items)> s_all =
    [
        ("two-isps", TwoIsps.Right),
        ("fibre-lte", FibreLte.Items),
        ("dhcp-pppoe", DhcpPppoe.Items),
        ("broken", BrokenDhcp.Items),
        ("two-isps-broken", TwoIsps.WithMistakes),
    ];

    public static ImmutableArray<string> All { get; } = [.. s_all.Select(scenario => scenario.Name)];

    internal static ImmutableArray<ConfigItem> Items(string name, RouterOsVersion version) =>
        s_all.FirstOrDefault(scenario => scenario.Name == name).Items is { } items
            ? items(version)
            : throw new ArgumentException($"There is no scenario '{name}'; there are {string.Join(", ", All)}.", nameof(name));
}
