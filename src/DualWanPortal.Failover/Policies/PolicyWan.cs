using System.Collections.Immutable;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Policies;

/// <summary>What a line is made of: how much loss and delay is still healthy on it.</summary>
public enum Medium { Fibre, Dsl, Lte, Satellite }

/// <summary>What a policy says about one WAN.</summary>
public sealed record PolicyWan
{
    public required string Interface { get; init; }

    /// <summary>What the link has to be: a router where it is something else is told so. Null takes any.</summary>
    public WanKind? Kind { get; init; }

    /// <summary>Limits of <see cref="FailoverMethod.Netwatch"/>; null follows from what the link is found to be.</summary>
    public Medium? Medium { get; init; }

    /// <summary>Traffic costs: one watched host instead of two, asked less often, and a mobile link is never planned before a wired one that does not. Null: mobile links are metered.</summary>
    public bool? Metered { get; init; }

    /// <summary>Hosts that decide about this WAN, one or two; empty lets the planner choose.</summary>
    public ImmutableArray<string> Canaries { get; init; } = [];
}
