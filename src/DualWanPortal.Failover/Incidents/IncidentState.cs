using System.Collections.Immutable;
using System.Text.Json.Serialization;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Incidents;

/// <summary>
/// What has to be remembered of one router so that the next verdict can be told as change. Survives a restart as JSON; a router that was never judged has <see cref="Empty"/>.
/// </summary>
public sealed record IncidentState
{
    public static IncidentState Empty { get; } = new();

    /// <summary>Null until the first verdict or the first failure to reach it.</summary>
    public bool? Reachable { get; init; }
    public DateTimeOffset? ReachableSince { get; init; }

    /// <summary>When a verdict was made last; null when there never was one, and then the next one is the baseline.</summary>
    public DateTimeOffset? LastVerdictAt { get; init; }

    [JsonConverter(typeof(JsonStringEnumConverter<RouterState>))]
    public RouterState State { get; init; }
    public DateTimeOffset? StateSince { get; init; }

    /// <summary>The WAN that carried traffic when one was last seen to; kept while none does and while the router cannot be reached.</summary>
    public string? LastActiveWan { get; init; }
    public ImmutableArray<WanMemory> Wans { get; init; } = [];

    /// <summary>What is wrong since when; null while all is well.</summary>
    public OpenIncident? Open { get; init; }

    /// <summary>Since when a WAN is in its present state; null when the WAN is not remembered.</summary>
    public DateTimeOffset? Since(string wan) => Wans.FirstOrDefault(memory => memory.Interface == wan)?.Since;
}

/// <param name="State">Now; unknown while the router cannot be reached.</param>
/// <param name="LastKnown">The last state that was not unknown: changes are told against it, so that not knowing for a while tells nothing false.</param>
public sealed record WanMemory(
    string Interface,
    [property: JsonConverter(typeof(JsonStringEnumConverter<WanState>))] WanState State,
    DateTimeOffset Since,
    [property: JsonConverter(typeof(JsonStringEnumConverter<WanState>))] WanState LastKnown);

/// <param name="Kind">The event kind that stands for it: failover, wan-down, wan-degraded or router-unreachable. May worsen or ease while it stays the same incident.</param>
/// <param name="At">When all was last well no more.</param>
public sealed record OpenIncident(
    [property: JsonConverter(typeof(JsonStringEnumConverter<FailoverEventKind>))] FailoverEventKind Kind,
    DateTimeOffset At,
    string? Wan,
    string Cause);
