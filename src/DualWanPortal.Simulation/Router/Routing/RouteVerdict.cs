using System.Collections.Immutable;

namespace DualWanPortal.Simulation.Router.Routing;

/// <summary>What became of one configured hop.</summary>
/// <param name="Immediate">Where it leads; empty when it does not resolve.</param>
/// <param name="Recursive">Found through another route that is not connected.</param>
/// <param name="CheckFailed">Resolves, but its gateway check says no.</param>
public readonly record struct HopVerdict(NextHop Hop, ImmutableArray<ImmediateHop> Immediate, bool Recursive, bool CheckFailed)
{
    public bool Usable => Immediate.Length > 0 && !CheckFailed;
}

/// <summary>
/// What route selection says of one route. Reachable and not active is <em>standby</em>, not reachable is <em>down</em> (reference 3.1).
/// </summary>
public sealed record RouteVerdict(RouteFact Route, bool Reachable, bool Active, bool Ecmp, ImmutableArray<HopVerdict> Hops)
{
    /// <summary>All usable ways out; without any, all that resolve (a failed check keeps them visible, reference 4.3).</summary>
    public IEnumerable<ImmediateHop> ImmediateHops =>
        (Hops.Any(hop => hop.Usable) ? Hops.Where(hop => hop.Usable) : Hops).SelectMany(hop => hop.Immediate).Distinct();
}
