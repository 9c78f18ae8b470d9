using System.Collections.Immutable;

namespace DualWanPortal.Failover.Policies;

/// <summary>How a router finds out that a WAN is dead and moves traffic.</summary>
public enum FailoverMethod { Distance }

/// <summary>What failover should be on a router, written once and used on many. Names no router; WANs are matched by order.</summary>
public sealed record FailoverPolicy
{
    /// <summary>Unique, shown to people; 1 to 60 characters.</summary>
    public required string Name { get; init; }
    public FailoverMethod Method { get; init; } = FailoverMethod.Distance;

    /// <summary>Interfaces in order of preference; empty takes the router's own present order.</summary>
    public ImmutableArray<string> WanOrder { get; init; } = [];

    /// <summary>Distance of the first WAN; each following one gets the next by <see cref="DistanceStep"/>. 1 to 250.</summary>
    public int FirstDistance { get; init; } = 1;
    public int DistanceStep { get; init; } = 1;

    /// <summary>Ping the gateway of each default where the version can (reference 4.3).</summary>
    public bool CheckGateway { get; init; } = true;

    /// <summary>Interface list that NAT and firewall use for all WANs.</summary>
    public string WanList { get; init; } = "WAN";

    /// <summary>Resolvers that do not hang on one ISP; empty leaves DNS alone.</summary>
    public ImmutableArray<string> Resolvers { get; init; } = ["1.1.1.1", "9.9.9.9"];
}
