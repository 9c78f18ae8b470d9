using DualWanPortal.Operations;

namespace DualWanPortal.Plans.Waves;

/// <summary>
/// Carries rollouts on, one small step at a time, each read off the rows and written to them: a portal that dies at any line goes on where it was. Wave follows wave when all
/// of the one before are confirmed and have stayed well.
/// </summary>
public sealed class RolloutRunner(RolloutStore rollouts, RolloutPlans plans, RolloutStep step, RolloutEvents events, TimeProvider time, ILogger<RolloutRunner> log)
    : Patrol("rollouts", TimeSpan.FromSeconds(1), time, log)
{
    protected override async Task RoundAsync(CancellationToken cancellationToken) =>
        await EachAsync(await rollouts.AtWorkAsync(cancellationToken), id => id, LookAtAsync, cancellationToken);

    private async Task LookAtAsync(int id, CancellationToken cancellationToken)
    {
        if (await rollouts.FindAsync(id, actions: false, cancellationToken) is { } view)
            await CarryOnAsync(view, cancellationToken);
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
            case RolloutStates.WaitingForApproval when view.Row.ExpiresAt <= Time.GetUtcNow():
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
        if (PauseEndsAt(view, wave) is { } end && end > Time.GetUtcNow())
            return;
        foreach (var router in view.Of(wave).Where(router => router.Row.StartedAt is null))
            await step.BeginAsync(view.Row, router, cancellationToken);
    }

    /// <returns>Null for the first wave, and for one that has begun.</returns>
    private static DateTimeOffset? PauseEndsAt(RolloutView view, int wave) =>
        wave == 1 || view.Of(wave).Any(router => router.Row.StartedAt is not null) ? null : view.Of(wave - 1).Max(router => router.Row.EndedAt) + view.Row.Pause;
}
