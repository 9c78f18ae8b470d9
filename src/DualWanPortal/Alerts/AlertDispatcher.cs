using DualWanPortal.Live;

namespace DualWanPortal.Alerts;

/// <summary>Empties the outbox: wakes at the bell or when the next retry is due, and works on several rows at once so that one slow receiver holds up nobody.</summary>
public sealed partial class AlertDispatcher(Deliveries deliveries, AlertBell bell, LiveState live, TimeProvider time, ILogger<AlertDispatcher> log) : BackgroundService
{
    private const int AtOnce = 8;
    private static readonly TimeSpan s_longestSleep = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_afterFailure = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await WorkAsync(stoppingToken) == 0)
                    await SleepAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                // The database may be locked or full for a while; the rows stay, so nothing is lost by trying again.
                OutboxFailed(failure);
                await Task.Delay(s_afterFailure, time, stoppingToken);
            }
        }
    }

    private async Task<int> WorkAsync(CancellationToken cancellationToken)
    {
        var due = await deliveries.DueAsync(64, cancellationToken);
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (id, token) => await deliveries.AttemptAsync(id, retry: true, token));
        if (due.Count > 0)
            live.Ring();
        return due.Count;
    }

    private async Task SleepAsync(CancellationToken cancellationToken)
    {
        var next = await deliveries.NextDueAsync(cancellationToken);
        var pause = next is { } at ? at - time.GetUtcNow() : s_longestSleep;
        if (pause <= TimeSpan.Zero)
            return;
        using var timer = new CancellationTokenSource(pause < s_longestSleep ? pause : s_longestSleep, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            await bell.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
        }
    }

    [LoggerMessage(LogLevel.Error, "The outbox could not be worked on; trying again shortly")]
    private partial void OutboxFailed(Exception failure);
}
