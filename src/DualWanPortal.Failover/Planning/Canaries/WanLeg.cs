using System.Collections.Immutable;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Planning.Canaries;

/// <summary>One WAN with the hosts that decide about it.</summary>
/// <param name="Canaries">In the order of their distances; none where the WAN cannot be watched and keeps a plain default.</param>
internal sealed record WanLeg(WanLink Wan, ImmutableArray<string> Canaries)
{
    /// <summary>What leads to the ISP, as a host route names it; null while a DHCP client has no lease.</summary>
    public string? Gateway { get; init; }

    /// <summary>Watched and moved already by means of the site's own that do their work: left as they are.</summary>
    public bool IsAdopted { get; init; }

    /// <summary>The hosts are the site's own and do what the method would: none is added to them.</summary>
    public bool Suffices { get; init; }

    /// <summary>Distance of the default over each canary; one where there is no canary.</summary>
    public ImmutableArray<int> Distances { get; init; } = [];

    public bool IsPlain => Canaries.IsEmpty && !IsAdopted;
    public bool FollowsLease => Wan.Kind == WanKind.Dhcp;

    /// <summary>Comment of a line of this leg without its owner's mark.</summary>
    public string Tag(string part) => $"{Wan.Interface}-{part}";
}
