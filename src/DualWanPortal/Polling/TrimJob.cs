using DualWanPortal.Storage;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace DualWanPortal.Polling;

/// <summary>Once a day: removes probe results older than the settings keep.</summary>
[DisallowConcurrentExecution]
public sealed class TrimJob(IDbContextFactory<PortalDb> databases, PollSettingsStore settings, TimeProvider time) : IJob
{
    public static JobKey Key { get; } = new("trim-samples", "housekeeping");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var oldest = time.GetUtcNow() - TimeSpan.FromDays(settings.Current.SampleDays);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.LinkSamples.Where(sample => sample.At < oldest).ExecuteDeleteAsync(cancellationToken);
    }
}
