using System.Collections.Concurrent;
using System.Threading.Channels;
using DualWanPortal.Polling;
using DualWanPortal.Storage;

namespace DualWanPortal.Plans;

/// <summary>
/// Runs accepted plans in the background, several routers side by side. At start it first finishes what a former run left: a change whose end is not known is
/// taken back, an undo is carried on.
/// </summary>
public sealed partial class PlanWorker(PlanStore plans, PlanRecovery recovery, RouterWatches watches, ILogger<PlanWorker> log) : BackgroundService
{
    private const int AtOnce = 8;
    private readonly Channel<int> _accepted = Channel.CreateUnbounded<int>(new UnboundedChannelOptions { SingleReader = false });
    private readonly ConcurrentDictionary<int, CancellationTokenSource> _running = new();

    /// <summary>Hands over a plan that was taken into applying or undoing. A ring that gets lost in a crash is found again at start.</summary>
    public void Accept(int planId)
    {
        // The wish to cancel may come before a loop is free to begin.
        if (_running.TryAdd(planId, new CancellationTokenSource()))
            _accepted.Writer.TryWrite(planId);
    }

    /// <summary>Asks a running plan to stop and go back.</summary>
    /// <returns>False when it is not running here.</returns>
    public async Task<bool> CancelAsync(int planId)
    {
        if (!_running.TryGetValue(planId, out var cancel))
            return false;
        await cancel.CancelAsync();
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var left in await plans.UnfinishedAsync(stoppingToken))
            Accept(left.Id);
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => LoopAsync(stoppingToken)));
    }

    private async Task LoopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var planId in _accepted.Reader.ReadAllAsync(cancellationToken))
                await FinishAsync(planId, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }

    private async Task FinishAsync(int planId, CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(planId, cancellationToken);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            // The plan is as its rows say; the others are not to wait for a loop that has ended.
            PlanBroke(fault, planId);
        }
    }

    private async Task RunAsync(int planId, CancellationToken cancellationToken)
    {
        using (var cancel = _running[planId])
        {
            try
            {
                await GuardAsync(planId, cancel.Token, cancellationToken);
            }
            finally
            {
                _running.TryRemove(planId, out _);
            }
        }
        if (await plans.FindAsync(planId, cancellationToken) is not { } plan)
            return;
        // An undo that was asked for before the lines above is not to be lost: the row says so.
        if (PlanStates.AtWork.Contains(plan.State))
            Accept(planId);
        // The pages need not wait for the next look at the configuration.
        await watches.Get(plan.RouterId).RefreshAsync(cancellationToken);
    }

    private async Task GuardAsync(int planId, CancellationToken cancel, CancellationToken cancellationToken)
    {
        try
        {
            if (await plans.FindAsync(planId, cancellationToken) is { } plan)
                await recovery.CarryOnAsync(plan, cancel, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception defect)
        {
            PlanBroke(defect, planId);
            await plans.MoveAsync(planId, (await plans.FindAsync(planId, cancellationToken))?.State ?? "", PlanStates.Failed, cancellationToken,
                "The portal met a fault of its own while working on this plan; the journal says how far it came. Restarting the portal does not repeat it; undo takes back what stands.");
        }
    }

    [LoggerMessage(LogLevel.Error, "Plan {PlanId} met a fault of the portal itself")]
    private partial void PlanBroke(Exception defect, int planId);
}
