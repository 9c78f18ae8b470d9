namespace DualWanPortal.Plans.Waves;

/// <summary>
/// Carries rollouts on, one small step at a time, each read off the rows and written to them: a portal that dies at any line goes on where it was. Wave follows wave when all
/// of the one before are confirmed and have stayed well.
/// </summary>
public sealed partial class RolloutRunner(RolloutStore rollouts, RolloutPlans plans, RolloutStep step, RolloutEvents events, TimeProvider time, ILogger<RolloutRunner> log) : BackgroundService
{
    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await LookAsync(stoppingToken);
                await Task.Delay(s_rest, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The portal stops; the rows say where every rollout is.
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var id in await rollouts.AtWorkAsync(cancellationToken))
                await GuardAsync(id, cancellationToken);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LookFailed(fault, 0);
        }
    }

    private async Task GuardAsync(int id, CancellationToken cancellationToken)
    {
        try
        {
            if (await rollouts.FindAsync(id, actions: false, cancellationToken) is { } view)
                await CarryOnAsync(view, cancellationToken);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LookFailed(fault, id);
        }
    }

    private async Task CarryOnAsync(RolloutView view, CancellationToken cancellationToken)
    {
        // Whatever became of the rollout: a router that had begun comes to its end.
        foreach (var router in view.Routers.Where(router => router is { Row.StartedAt: not null, IsDone: false }))
            await step.FollowAsync(view, router, cancellationToken);
        switch (view.Row.State)
        {
            case RolloutStates.Previewing:
                await plans.NextAsync(view, cancellationToken);
                break;
            case RolloutStates.WaitingForApproval when view.Row.ExpiresAt <= time.GetUtcNow():
                await rollouts.EndAsync(view.Row.Id, RolloutStates.WaitingForApproval, RolloutStates.Cancelled, "Nobody else agreed in time.", cancellationToken);
                break;
            case RolloutStates.Running:
                await RunAsync(view, cancellationToken);
                break;
        }
    }

    private async Task RunAsync(RolloutView view, CancellationToken cancellationToken)
    {
        if (view.Failures >= view.Row.StopAfter)
        {
            var failed = view.Routers.First(router => router.HasFailed);
            await events.StopAsync(view, failed, cancellationToken);
            await plans.DiscardAsync(view, cancellationToken);
            return;
        }
        if (view.Current is not { } wave)
        {
            await events.FinishAsync(view, cancellationToken);
            return;
        }
        if (PauseEndsAt(view, wave) is { } end && end > time.GetUtcNow())
            return;
        foreach (var router in view.Of(wave).Where(router => router.Row.StartedAt is null))
            await step.BeginAsync(view.Row, router, cancellationToken);
    }

    /// <returns>Null for the first wave, and for one that has begun.</returns>
    private static DateTimeOffset? PauseEndsAt(RolloutView view, int wave) =>
        wave == 1 || view.Of(wave).Any(router => router.Row.StartedAt is not null) ? null : view.Of(wave - 1).Max(router => router.Row.EndedAt) + view.Row.Pause;

    [LoggerMessage(LogLevel.Error, "Rollout {RolloutId} (0 for all) could not be carried on; tried again soon")]
    private partial void LookFailed(Exception fault, int rolloutId);
}
