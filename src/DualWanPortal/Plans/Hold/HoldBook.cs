using System.Globalization;
using DualWanPortal.Plans.Outlook;
using DualWanPortal.Routers;

namespace DualWanPortal.Plans.Hold;

/// <summary>Where people and programs ask for a hold, and for its end.</summary>
public sealed class HoldBook(PlanMaker maker, PlanStore plans, PlanOutlooks outlooks, Holds holds, PlanBook book, TimeProvider time)
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
        try
        {
            var (document, outlook, why) = await maker.HoldAsync(routerId, wan, until, cancellationToken);
            if (document is null)
                return new PlanAnswer.Refused(why!);
            var plan = await plans.AddAsync(routerId, document, by, cancellationToken);
            await outlooks.AddAsync(plan.Id, outlook!, cancellationToken);
            await holds.AddAsync(plan, document.Hold!, cancellationToken);
            return new PlanAnswer.Ok(plan);
        }
        catch (PlanRefusedException refusal)
        {
            return new PlanAnswer.Refused(refusal.Message);
        }
        catch (RouterGoneException)
        {
            return new PlanAnswer.Missing("router");
        }
        catch (Exception fault) when (RouterFailure.IsOutside(fault))
        {
            return new PlanAnswer.Refused(RouterFailure.From(fault).Sentence);
        }
    }

    /// <summary>Ends a hold by hand: its plan is taken back.</summary>
    public async Task<PlanAnswer> ReleaseAsync(int routerId, string by, CancellationToken cancellationToken) =>
        await holds.OfRouterAsync(routerId, cancellationToken) is { } plan
            ? await book.UndoAsync(plan.Id, by, cancellationToken)
            : new PlanAnswer.Refused("This router is not held.");
}
