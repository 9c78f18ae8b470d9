using System.Collections.Immutable;
using DualWanPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace DualWanPortal.Audit;

/// <summary>All that one look at a router changes about its configurations and findings; written in the transaction of the state that the look led to.</summary>
internal sealed record AuditEntry
{
    public required DateTimeOffset At { get; init; }
    public ConfigVersionRecord? Version { get; init; }

    /// <summary>The version before and when the router last had it.</summary>
    public (long Id, DateTimeOffset LastSeenAt)? Replaced { get; init; }
    public ImmutableArray<FindingRecord> Appeared { get; init; } = [];
    public ImmutableArray<FindingRecord> Gone { get; init; } = [];
    public ImmutableArray<MovedFinding> Moved { get; init; } = [];
    public AuditScoreRecord? Score { get; init; }
    public ImmutableArray<EventRecord> Events { get; init; } = [];

    /// <summary>Those events that people are told about.</summary>
    public ImmutableArray<EventRecord> Owed { get; init; } = [];

    /// <summary>Adds the rows to be saved with the next <c>SaveChanges</c>; changes those that are there at once. The caller holds the transaction.</summary>
    public async Task WriteAsync(PortalDb db, CancellationToken cancellationToken)
    {
        if (Version is not null)
            db.ConfigVersions.Add(Version);
        if (Replaced is { } replaced)
            await db.ConfigVersions.Where(row => row.Id == replaced.Id).ExecuteUpdateAsync(row => row.SetProperty(version => version.LastSeenAt, replaced.LastSeenAt), cancellationToken);
        db.Findings.AddRange(Appeared);
        if (!Gone.IsEmpty)
        {
            var gone = Gone.Select(row => row.Id).ToArray();
            await db.Findings.Where(row => gone.Contains(row.Id)).ExecuteUpdateAsync(row => row.SetProperty(finding => finding.GoneAt, At), cancellationToken);
        }
        foreach (var (row, now) in Moved)
        {
            var (id, suppression, severity, title) = (row.Id, now.By?.Id, SeverityFilter.Word(now.Finding.Severity), now.Finding.Title);
            await db.Findings.Where(finding => finding.Id == id).ExecuteUpdateAsync(
                change => change.SetProperty(finding => finding.SuppressionId, suppression).SetProperty(finding => finding.Severity, severity).SetProperty(finding => finding.Title, title), cancellationToken);
        }
        if (Score is not null)
            db.AuditScores.Add(Score);
        db.Events.AddRange(Events);
    }
}
