using System.Collections.Immutable;
using DualWanPortal.Failover.Wans;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Failover.WhatIf;

/// <summary>The WANs that detection found and the simulated world has a provider for, in order of preference, by the name of their carrying interface.</summary>
internal sealed record SimulatedWans(ImmutableArray<WanLink> Links)
{
    public static SimulatedWans Of(ImmutableArray<WanLink> found, SimulatedSite site)
    {
        var known = site.Wans.Select(wan => wan.Interface).ToHashSet(StringComparer.Ordinal);
        return new SimulatedWans([.. found.Where(link => known.Contains(link.Interface))]);
    }

    public WanLink Primary => Links[0];
    public IEnumerable<WanLink> Others => Links.Skip(1);
    public bool Has(string? name) => Links.Any(link => link.Interface == name);
    public WanLink? Named(string? name) => Links.FirstOrDefault(link => link.Interface == name);
}
