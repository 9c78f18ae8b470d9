using System.Collections.Immutable;
using DualWanPortal.Configs;
using DualWanPortal.Failover.Audit;
using DualWanPortal.Failover.Audit.Suppressions;
using DualWanPortal.Failover.Wans;
using DualWanPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace DualWanPortal.Audit;

/// <summary>
/// Compares what is found on a router with what is written down, and makes the rows and events of the difference. Findings come and go in the history with the configuration that brought
/// them; a difference that only the router's state makes (a lease that is lost) has to last.
/// </summary>
public sealed class AuditKeeper(IDbContextFactory<PortalDb> databases, SuppressionBook suppressions, ConfigRecorder configs)
{
    private static readonly TimeSpan s_lasting = TimeSpan.FromMinutes(10);

    internal async Task<AuditReview> ReviewAsync(int routerId, ConfigMemory config, AuditMemory memory, ImmutableArray<Finding> findings, ImmutableArray<WanLink> wans, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var holding = await suppressions.HoldingAsync(routerId, at, cancellationToken);
        var version = await configs.DueAsync(routerId, config, at, cancellationToken);
        if (version is null && memory.Settled is { } settled && settled.All == findings && settled.Holding.SequenceEqual(holding))
            return settled;
        var (counting, suppressed) = SuppressedFindings.Part(findings, holding);
        var review = new AuditReview(findings, holding, counting, suppressed, AuditScore.Of(counting, findings), null);
        var written = memory.Written ??= await LoadAsync(routerId, cancellationToken);
        var changes = FindingBook.Compare(written.Open, counting, suppressed);
        memory.DiffersSince = changes.ComeOrGo ? memory.DiffersSince ?? at : null;
        var first = written.Score is null;
        if (!first && version is null && !(config.Pending is null && at - memory.DiffersSince >= s_lasting))
        {
            var waits = changes.ComeOrGo;
            changes = changes.WithoutComingAndGoing;
            if (changes.IsEmpty)
            {
                memory.Settled = waits ? null : review;
                return review;
            }
        }
        return review with { Entry = await EntryAsync(routerId, config, review, changes, written, version, wans, memory.DiffersSince, at, cancellationToken) };
    }

    /// <summary>The entry of a review is stored.</summary>
    internal static void Written(ConfigMemory config, AuditMemory memory, AuditReview review)
    {
        if (review.Entry is not { } entry)
            return;
        (memory.Written, memory.DiffersSince, memory.Settled) = (null, null, null);
        if (entry.Version is { } version)
            config.Settled(new StoredVersion(version.Id, version.Number, version.Hash), entry.At);
    }

    private async Task<AuditEntry> EntryAsync(
        int routerId, ConfigMemory config, AuditReview review, FindingChanges changes, WrittenFindings written, (ConfigVersionRecord Version, EventRecord? Event)? version, ImmutableArray<WanLink> wans,
        DateTimeOffset? differsSince, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var ended = await suppressions.EndedByAsync([.. changes.Counting.Select(moved => moved.Row.SuppressionId!.Value)], cancellationToken);
        var told = new FindingEvents(routerId, version is null ? differsSince ?? at : config.MovingSince, at, wans, id => ended.GetValueOrDefault(id));
        if (written.Score is null)
            told.First(review.Counting, review.Score);
        else
            told.Tell(changes);
        return new AuditEntry
        {
            At = at,
            Version = version?.Version,
            Replaced = version is not null && config.Stored is { } stored ? (stored.Id, config.LastSameAt ?? config.MovingSince) : null,
            Appeared =
            [
                .. changes.Appeared.Select(found => new FindingRecord
                {
                    RouterId = routerId, Rule = found.Finding.Rule, Subject = found.Finding.Subject ?? "", Severity = SeverityFilter.Word(found.Finding.Severity), Title = found.Finding.Title, FirstSeenAt = at, SuppressionId = found.By?.Id,
                }),
            ],
            Gone = changes.Gone,
            Moved = [.. changes.Suppressed, .. changes.Counting, .. changes.Other],
            Score = ScoreOf(routerId, review, written.Score, at),
            Events = version?.Event is { } changed ? [changed, .. told.All] : told.All,
            Owed = told.Owed,
        };
    }

    /// <summary>Null when nothing of it moved.</summary>
    private static AuditScoreRecord? ScoreOf(int routerId, AuditReview review, AuditScoreRecord? before, DateTimeOffset at)
    {
        var now = new AuditScoreRecord
        {
            RouterId = routerId, At = at, Score = review.Score, Critical = Count(Severity.Critical), High = Count(Severity.High), Medium = Count(Severity.Medium), Low = Count(Severity.Low), Info = Count(Severity.Info),
            Suppressed = review.Suppressed.Length,
        };
        return before is not null && before.Score == now.Score && before.Critical == now.Critical && before.High == now.High && before.Medium == now.Medium && before.Low == now.Low && before.Info == now.Info && before.Suppressed == now.Suppressed
            ? null
            : now;

        int Count(Severity severity) => review.Counting.Count(finding => finding.Severity == severity);
    }

    private async Task<WrittenFindings> LoadAsync(int routerId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var open = await db.Findings.AsNoTracking().Where(row => row.RouterId == routerId && row.GoneAt == null).OrderBy(row => row.Id).ToListAsync(cancellationToken);
        var score = await db.AuditScores.AsNoTracking().Where(row => row.RouterId == routerId).OrderByDescending(row => row.At).ThenByDescending(row => row.Id).FirstOrDefaultAsync(cancellationToken);
        return new WrittenFindings([.. open], score);
    }
}
