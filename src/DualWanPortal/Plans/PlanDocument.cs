using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using DualWanPortal.Failover.Incidents;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Plans.Hold;
using DualWanPortal.Plans.Safety;

namespace DualWanPortal.Plans;

/// <summary>What is stored of a plan: the plan and the policy as it was then, so that editing the policy later changes nothing here.</summary>
public sealed record PlanDocument(Plan Plan, FailoverPolicy Policy)
{
    /// <summary>What was seen when the plan was made; looked at again when it is applied.</summary>
    public ImmutableArray<PlanCheck> Checks { get; init; } = [];

    /// <summary>Whether the router itself reached the Internet right before the plan was carried out: no more can be asked of its way back. Null when that was not kept.</summary>
    public bool? ReachedBefore { get; init; }

    /// <summary>What was known of each WAN then: open questions and accepted losses.</summary>
    public ImmutableArray<KnownWan> Wans { get; init; } = [];

    /// <summary>A person prefers another WAN; no policy is applied.</summary>
    public bool ByHand { get; init; }

    /// <summary>The WAN that came first before such a switch; null for the way back, and for a policy's plan.</summary>
    public string? SwitchedFrom { get; init; }

    /// <summary>The way back that is being carried out; null as long as nobody asked for it, and when it is done.</summary>
    public PlanUndo? Undo { get; init; }

    /// <summary>Traffic stays on a WAN for a time; null for any other plan.</summary>
    public PlanHold? Hold { get; init; }

    /// <summary>What was done, for events.</summary>
    [JsonIgnore]
    public string Title => Hold is { } hold ? string.Create(CultureInfo.InvariantCulture, $"The hold on {hold.Wan} {(hold.Until is { } until ? $"until {until.UtcDateTime:yyyy-MM-dd HH:mm} UTC" : "until it is released")}")
        : !ByHand ? $"Policy {Policy.Name}" : $"The switch \"{Policy.Name}\"";

    /// <summary>What is told when it was applied, and when it was taken back.</summary>
    [JsonIgnore]
    public (FailoverEventKind Applied, FailoverEventKind Undone) Events =>
        Hold is null ? (FailoverEventKind.PlanApplied, FailoverEventKind.PlanUndone) : (FailoverEventKind.HoldStarted, FailoverEventKind.HoldEnded);

    /// <summary>Its failover rests on hosts in the Internet that are watched: nobody should have that for the first time on a router that works.</summary>
    [JsonIgnore]
    public bool NeedsRehearsal => Policy.Method != FailoverMethod.Distance;

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public string ToJson() => JsonSerializer.Serialize(this, s_json);

    /// <exception cref="JsonException">The row was written by a version this one does not know.</exception>
    public static PlanDocument FromJson(string json) => JsonSerializer.Deserialize<PlanDocument>(json, s_json) ?? throw new JsonException("The plan is empty.");
}
