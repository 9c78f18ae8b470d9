using System.Collections.Immutable;

namespace DualWanPortal.Failover.Continuity;

/// <summary>What only people know of a WAN. Null is an open question, which is not the same as no.</summary>
public sealed record WanAnswers
{
    public static WanAnswers None { get; } = new();

    /// <summary>Whether the site must be reached from the Internet while this WAN carries its traffic.</summary>
    public bool? InboundNeeded { get; init; }

    /// <summary>What outside rests on this WAN's address: a provider's allow-list, a partner's VPN, a name; empty for nothing.</summary>
    public string? Depends { get; init; }

    /// <summary>How an alarm leaves the site while only this WAN works.</summary>
    public string? AlertsLeaveBy { get; init; }

    /// <summary>Ids of the losses (see <see cref="WanLosses"/>) that somebody decided to live with.</summary>
    public ImmutableArray<string> Accepted { get; init; } = [];
}
