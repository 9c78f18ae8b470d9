using System.Collections.Immutable;
using System.Text.Json;
using DualWanPortal.Failover.Wans;
using DualWanPortal.Storage;

namespace DualWanPortal.History;

/// <summary>An event as pages show it.</summary>
public sealed record HistoryEvent(long Id, DateTimeOffset At, DateTimeOffset RecordedAt, string Kind, int RouterId, string Router, string Site, string? Wan, string Cause,
    ImmutableArray<Evidence> Evidence, long? IncidentId, int? PlanId)
{
    internal static HistoryEvent Of(EventRecord row, string router, string site) => new(row.Id, row.At, row.RecordedAt, row.Kind, row.RouterId, router, site, row.Wan, row.Cause,
        JsonSerializer.Deserialize<ImmutableArray<Evidence>>(row.Evidence), row.IncidentId, row.PlanId);
}

/// <summary>An incident as pages show it.</summary>
/// <param name="ClosedAt">Null while it lasts.</param>
public sealed record HistoryIncident(long Id, string Kind, DateTimeOffset OpenedAt, DateTimeOffset? ClosedAt, int RouterId, string Router, string Site, string? Wan, string Cause);

/// <summary>What of the history is wanted; all null means all. Newest first.</summary>
public sealed record HistoryFilter
{
    public int? RouterId { get; init; }
    public string? Site { get; init; }

    /// <summary>Words of the event or incident kinds; empty for all.</summary>
    public ImmutableArray<string> Kinds { get; init; } = [];
    public string? Wan { get; init; }
    public DateTimeOffset? From { get; init; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The <c>Next</c> of the page before.</summary>
    public string? After { get; init; }

    /// <summary>Rows of a page, 1 to 500.</summary>
    public int Limit { get; init; } = 100;
}

/// <param name="Next">What <see cref="HistoryFilter.After"/> takes for the following page; null on the last.</param>
public sealed record HistoryPage<T>(ImmutableArray<T> Items, string? Next);
