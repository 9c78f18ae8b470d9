using System.Globalization;

namespace DualWanPortal.Plans.Hold;

/// <summary>Where people and programs ask for a hold, and for its end.</summary>
public sealed class HoldBook(PlanMaker maker, PlanProposals proposals, PlanOrders orders, Holds holds, TimeProvider time)
{
    /// <summary>The longest hold: one that is forgotten ends within a quarter.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromDays(92);

    /// <summary>Plans that traffic stays on a WAN.</summary>
    /// <param name="until">Null until somebody releases it.</param>
    public async Task<PlanAnswer> HoldAsync(int routerId, string wan, DateTimeOffset? until, string by, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (until <= now)
            return new PlanAnswer.Refused("That time has passed. Give one that is to come, or none to hold until somebody releases it.");
        if (until > now + Longest)
            return new PlanAnswer.Refused($"A hold ends within {Longest.TotalDays.ToString("0", CultureInfo.InvariantCulture)} days. For longer, change the policy.");
        var answer = await proposals.KeepAsync(routerId, maker.HoldAsync(routerId, wan, until, cancellationToken), by, cancellationToken);
        if (answer is PlanAnswer.Ok { Plan: var plan })
            await holds.AddAsync(plan, PlanDocument.FromJson(plan.Plan).Hold!, cancellationToken);
        return answer;
    }

    /// <summary>Ends a hold by hand: its plan is taken back.</summary>
    public async Task<PlanAnswer> ReleaseAsync(int routerId, string by, CancellationToken cancellationToken) =>
        await holds.OfRouterAsync(routerId, cancellationToken) is { } plan
            ? await orders.UndoAsync(plan.Id, by, cancellationToken)
            : new PlanAnswer.Refused("This router is not held.");
}
