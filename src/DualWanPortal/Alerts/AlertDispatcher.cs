using DualWanPortal.Live;
using DualWanPortal.Operations;

namespace DualWanPortal.Alerts;

/// <summary>Empties the outbox: wakes at the bell or when the next retry is due, and works on several rows at once so that one slow receiver holds up nobody.</summary>
/// <remarks>The database may be locked or full for a while; the rows stay, so nothing is lost by trying again.</remarks>
public sealed class AlertDispatcher(Deliveries deliveries, AlertBell bell, LiveState live, TimeProvider time, ILogger<AlertDispatcher> log) : Patrol("outbox", TimeSpan.FromSeconds(5), time, log)
{
    private const int AtOnce = 8;
    private static readonly TimeSpan s_longestSleep = TimeSpan.FromSeconds(30);
    protected override async Task RoundAsync(CancellationToken cancellationToken)
    {
        while (await WorkAsync(cancellationToken) > 0)
        {
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

    /// <summary>Until the bell rings or the next retry is due.</summary>
    protected override async Task RestAsync(CancellationToken cancellationToken)
    {
        var next = await deliveries.NextDueAsync(cancellationToken);
        var pause = next is { } at ? at - Time.GetUtcNow() : s_longestSleep;
        if (pause <= TimeSpan.Zero)
            return;
        using var timer = new CancellationTokenSource(pause < s_longestSleep ? pause : s_longestSleep, Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            await bell.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
        }
    }
}
