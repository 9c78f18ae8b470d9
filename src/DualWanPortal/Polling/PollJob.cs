using Quartz;

namespace DualWanPortal.Polling;

/// <summary>One poll of one router; Quartz never runs two of the same router at once.</summary>
[DisallowConcurrentExecution]
public sealed class PollJob(RouterWatches watches, PollStatistics statistics, TimeProvider time, ILogger<PollJob> log) : IJob
{
    public const string RouterId = "router";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var routerId = context.MergedJobDataMap.GetInt(RouterId);
        var started = time.GetTimestamp();
        var lateness = time.GetUtcNow() - (context.ScheduledFireTimeUtc ?? context.FireTimeUtc);
        var outcome = PollOutcome.Failed;
        try
        {
            outcome = await watches.Get(routerId).PollAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
        catch (Exception fault)
        {
            // A full disk or a busy database: this poll is lost, nothing was told, the next one judges again.
            log.LogError(fault, "The poll of router {RouterId} could not be completed", routerId);
        }
        finally
        {
            statistics.Record(lateness, time.GetElapsedTime(started), outcome);
        }
    }
}
