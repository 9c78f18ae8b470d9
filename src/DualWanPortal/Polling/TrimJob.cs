using DualWanPortal.Storage;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace DualWanPortal.Polling;

/// <summary>Once a day: removes probe results, replaced configurations, findings that are gone and scores older than the settings keep. A router's newest configuration and score stay.</summary>
[DisallowConcurrentExecution]
public sealed class TrimJob(IDbContextFactory<PortalDb> databases, PollSettingsStore settings, TimeProvider time) : IJob
{
    public static JobKey Key { get; } = new("trim-samples", "housekeeping");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var (kept, now) = (settings.Current, time.GetUtcNow());
        var (oldest, oldestConfig) = (now - TimeSpan.FromDays(kept.SampleDays), now - TimeSpan.FromDays(kept.ConfigDays));
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.LinkSamples.Where(sample => sample.At < oldest).ExecuteDeleteAsync(cancellationToken);
        await db.ConfigVersions.Where(row => row.LastSeenAt < oldestConfig && db.ConfigVersions.Any(newer => newer.RouterId == row.RouterId && newer.Number > row.Number)).ExecuteDeleteAsync(cancellationToken);
        await db.Findings.Where(row => row.GoneAt < oldestConfig).ExecuteDeleteAsync(cancellationToken);
        await db.AuditScores.Where(row => row.At < oldestConfig && db.AuditScores.Any(newer => newer.RouterId == row.RouterId && newer.At > row.At)).ExecuteDeleteAsync(cancellationToken);
    }
}
