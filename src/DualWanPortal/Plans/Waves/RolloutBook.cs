using DualWanPortal.Access;
using DualWanPortal.Plans.Approval;
using DualWanPortal.Sites;
using DualWanPortal.Storage;

namespace DualWanPortal.Plans.Waves;

/// <summary>What a request about a rollout came to.</summary>
public abstract record RolloutAnswer
{
    public sealed record Ok(int Id) : RolloutAnswer;

    public sealed record Missing : RolloutAnswer;

    /// <summary>Not now, or not like this.</summary>
    public sealed record Refused(string Why) : RolloutAnswer;
}

/// <summary>Where people and programs ask for rollouts: made, started, agreed with, cancelled. What follows is <see cref="RolloutRunner"/>'s.</summary>
public sealed class RolloutBook(RolloutStore rollouts, RolloutPlans plans, SiteRuleBook rules, TimeProvider time)
{
    public async Task<RolloutAnswer> MakeAsync(RolloutWish wish, Caller by, CancellationToken cancellationToken) => new RolloutAnswer.Ok((await rollouts.AddAsync(wish, by, cancellationToken)).Id);

    /// <summary>Begins with the first wave, or waits for a second person when the site of any of its routers wants one.</summary>
    public async Task<RolloutAnswer> StartAsync(int id, Caller by, CancellationToken cancellationToken)
    {
        if (await rollouts.FindAsync(id, actions: false, cancellationToken) is not { } view)
            return new RolloutAnswer.Missing();
        if (view.Row.State != RolloutStates.Ready)
            return new RolloutAnswer.Refused($"This rollout is {view.Row.State}; only one that is ready can be started.");
        if (view.Waves == 0)
            return new RolloutAnswer.Refused("No router would be changed, so there is nothing to start.");
        var second = await NeedsSecondAsync(view, cancellationToken);
        var (to, now) = (second ? RolloutStates.WaitingForApproval : RolloutStates.Running, time.GetUtcNow());
        DateTimeOffset? expires = second ? now + PlanGate.Patience : null;
        return await MoveAsync(id, RolloutStates.Ready, rollouts.MoveAsync(id, RolloutStates.Ready, set => set.SetProperty(row => row.State, to).SetProperty(row => row.StartedBy, by.Name)
            .SetProperty(row => row.StartedPerson, by.Person).SetProperty(row => row.StartedAt, now).SetProperty(row => row.ExpiresAt, expires), cancellationToken));
    }

    /// <summary>A second person agrees with all the plans of a rollout.</summary>
    public async Task<RolloutAnswer> ApproveAsync(int id, Caller by, CancellationToken cancellationToken)
    {
        if (await rollouts.FindAsync(id, actions: false, cancellationToken) is not { } view)
            return new RolloutAnswer.Missing();
        if (view.Row.State == RolloutStates.WaitingForApproval && by.IsSamePerson(view.Row.StartedPerson))
            return new RolloutAnswer.Refused($"{view.Row.StartedBy} asked for this rollout, and a token counts as its owner. Somebody else has to agree.");
        return await MoveAsync(id, RolloutStates.WaitingForApproval,
            rollouts.MoveAsync(id, RolloutStates.WaitingForApproval, set => set.SetProperty(row => row.State, RolloutStates.Running).SetProperty(row => row.SecondBy, by.Name), cancellationToken));
    }

    /// <summary>A second person does not agree.</summary>
    public async Task<RolloutAnswer> RefuseAsync(int id, Caller by, string? reason, CancellationToken cancellationToken)
    {
        if (await rollouts.FindAsync(id, actions: false, cancellationToken) is not { } view)
            return new RolloutAnswer.Missing();
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > PlanApproval.LongestReason)
            return new RolloutAnswer.Refused($"Say why, in up to {PlanApproval.LongestReason} characters.");
        var answer = await MoveAsync(id, RolloutStates.WaitingForApproval, rollouts.EndAsync(id, RolloutStates.WaitingForApproval, RolloutStates.Cancelled, $"{by.Name} refused it: {reason.Trim()}", cancellationToken));
        if (answer is RolloutAnswer.Ok)
            await plans.DiscardAsync(view, cancellationToken);
        return answer;
    }

    /// <summary>No further router is begun. Those that are being changed come to their end, or can be stopped one by one.</summary>
    public async Task<RolloutAnswer> CancelAsync(int id, Caller by, CancellationToken cancellationToken)
    {
        foreach (var from in RolloutStates.Open)
        {
            if (!await rollouts.EndAsync(id, from, RolloutStates.Cancelled, $"Cancelled by {by.Name}.", cancellationToken))
                continue;
            if (await rollouts.FindAsync(id, actions: false, cancellationToken) is { } view)
                await plans.DiscardAsync(view, cancellationToken);
            return new RolloutAnswer.Ok(id);
        }
        return await rollouts.FindAsync(id, actions: false, cancellationToken) is { } ended ? new RolloutAnswer.Refused($"This rollout is {ended.Row.State}; there is nothing to cancel.") : new RolloutAnswer.Missing();
    }

    public Task<RolloutView?> FindAsync(int id, CancellationToken cancellationToken) => rollouts.FindAsync(id, actions: true, cancellationToken);

    public Task<List<RolloutRecord>> ListAsync(CancellationToken cancellationToken) => rollouts.ListAsync(cancellationToken);

    private async Task<bool> NeedsSecondAsync(RolloutView view, CancellationToken cancellationToken)
    {
        foreach (var router in view.Routers.Where(router => router.Wave is not null))
            if ((await rules.OfRouterAsync(router.Row.RouterId, cancellationToken)).SecondPerson)
                return true;
        return false;
    }

    private static async Task<RolloutAnswer> MoveAsync(int id, string from, Task<bool> move) =>
        await move ? new RolloutAnswer.Ok(id) : new RolloutAnswer.Refused($"This rollout is not {from.Replace('-', ' ')} any more. Look at it again.");
}
