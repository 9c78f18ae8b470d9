using System.Collections.Immutable;
using DualWanPortal.Failover.Audit;
using DualWanPortal.Failover.Audit.Suppressions;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Failover.Wans;
using DualWanPortal.Plans.Hold;
using DualWanPortal.Policies;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Live;

/// <summary>All routers as last known. Immutable; a router that did not change keeps its object, so pages compare by reference.</summary>
public sealed record FleetSnapshot(ImmutableDictionary<int, RouterSnapshot> Routers)
{
    public static FleetSnapshot Empty { get; } = new(ImmutableDictionary<int, RouterSnapshot>.Empty);
}

/// <summary>One probe result for sparklines and charts.</summary>
public sealed record LinkSample(DateTimeOffset At, double LossPercent, double? RttMs);

/// <summary>One router as last known.</summary>
public sealed record RouterSnapshot
{
    public required int Id { get; init; }
    public required string Name { get; init; }
    public required string Address { get; init; }
    public required string Site { get; init; }
    public required ImmutableArray<string> Tags { get; init; }

    /// <summary>False until the first answer and after a failure: the verdict is then <c>Unknown</c>.</summary>
    public bool Reachable { get; init; }

    /// <summary>Why it could not be read, what to try; null when it could.</summary>
    public string? Problem { get; init; }

    /// <summary>When the router last answered; null if never.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>Since when <see cref="RouterVerdict.State"/> is what it is.</summary>
    public required DateTimeOffset StateSince { get; init; }
    public required RouterVerdict Verdict { get; init; }

    /// <summary>Since when each WAN's state is what it is, by interface.</summary>
    public ImmutableDictionary<string, DateTimeOffset> WanSince { get; init; } = ImmutableDictionary<string, DateTimeOffset>.Empty;

    /// <summary>The last answers as a model: routes, NAT and what else was read; null before the first.</summary>
    public RouterModel? Model { get; init; }

    /// <summary>Findings that count, worst first.</summary>
    public ImmutableArray<Finding> Findings { get; init; } = [];

    /// <summary>The policy that is assigned to it; null when none is, or it was not looked up yet.</summary>
    public FailoverPolicy? Policy { get; init; }

    /// <summary>How far the router is from its policy; null when none is assigned, or it was not compared yet.</summary>
    public PolicyDrift? Drift { get; init; }

    /// <summary>What keeps traffic on one WAN for a time; null when nothing does.</summary>
    public RouterHold? Hold { get; init; }

    /// <summary>Findings that people decided to live with.</summary>
    public ImmutableArray<SuppressedFinding> Suppressed { get; init; } = [];

    /// <summary>0 to 100; null until it was judged, and where there are not two WANs.</summary>
    public int? Score { get; init; }

    /// <summary>The last probes by WAN interface, oldest first, at most 60.</summary>
    public ImmutableDictionary<string, ImmutableArray<LinkSample>> Recent { get; init; } = ImmutableDictionary<string, ImmutableArray<LinkSample>>.Empty;

    public string? Version { get; init; }
    public string? Board { get; init; }

    /// <summary>Present time between polls; a datum older than two of these shows its age.</summary>
    public TimeSpan PollInterval { get; init; }
}
