using System.Collections.Immutable;
using DualWanPortal.Failover.Incidents;
using DualWanPortal.Failover.Wans;
using DualWanPortal.Storage;

namespace DualWanPortal.Polling;

/// <summary>
/// Which incidents should be open, given a router's state: <c>unreachable</c>, <c>on-backup</c>, and <c>wan-down</c> per WAN. Pure and idempotent:
/// it compares what is open with what should be, so a crash between two steps is mended by the next comparison.
/// </summary>
public static class IncidentBook
{
    public const string OnBackup = "on-backup";
    public const string WanDown = "wan-down";
    public const string Unreachable = "unreachable";

    /// <summary>Closes rows of <paramref name="open"/> in place and returns the rows to add.</summary>
    public static ImmutableArray<IncidentRecord> Reconcile(int routerId, IReadOnlyCollection<IncidentRecord> open, IncidentState state, ImmutableArray<FailoverEvent> events, DateTimeOffset at)
    {
        var added = ImmutableArray.CreateBuilder<IncidentRecord>();
        Settle(Unreachable, null, state.Reachable == false, at, state.Open?.Cause);
        // Not knowing, and having no way at all, neither begins nor ends a time on backup.
        bool? onBackup = state.State switch
        {
            RouterState.OnBackup => true,
            RouterState.Working or RouterState.Degraded => false,
            _ => null,
        };
        if (onBackup is { } decided)
            Settle(OnBackup, state.LastActiveWan, decided, state.Open?.At ?? at, state.Open?.Cause);
        foreach (var wan in state.Wans.Where(wan => wan.State != WanState.Unknown))
            Settle(WanDown, wan.Interface, wan.State == WanState.Down, wan.Since, null);
        foreach (var gone in open.Where(row => row.Kind == WanDown && row.ClosedAt is null && state.Wans.All(wan => wan.Interface != row.Wan)))
            gone.ClosedAt = at;
        return added.ToImmutable();

        void Settle(string kind, string? wan, bool wanted, DateTimeOffset since, string? cause)
        {
            // A time on backup stays one incident when it moves from one backup to the next.
            var present = open.FirstOrDefault(row => row.Kind == kind && row.ClosedAt is null && (kind != WanDown || row.Wan == wan));
            if (!wanted && present is not null)
                present.ClosedAt = at;
            else if (wanted && present is null)
                added.Add(new IncidentRecord { RouterId = routerId, Kind = kind, OpenedAt = since, Wan = wan, Cause = CauseOf(kind, wan) ?? cause ?? "Was so when the portal first looked" });
        }

        string? CauseOf(string kind, string? wan) => events.LastOrDefault(happened => KindOf(happened.Kind) == kind && (kind != WanDown || happened.Wan == wan))?.Cause;
    }

    /// <summary>The incident kind that an event belongs to; null when to none.</summary>
    public static string? KindOf(FailoverEventKind kind) => kind switch
    {
        FailoverEventKind.Failover or FailoverEventKind.Failback or FailoverEventKind.StuckOnBackup => OnBackup,
        FailoverEventKind.WanDown or FailoverEventKind.WanUp or FailoverEventKind.WanDegraded => WanDown,
        FailoverEventKind.RouterUnreachable or FailoverEventKind.RouterReachable or FailoverEventKind.Gap => Unreachable,
        _ => null,
    };
}
