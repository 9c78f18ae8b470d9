using DualWanPortal.Failover.Planning;
using DualWanPortal.Live;
using DualWanPortal.Operations;
using DualWanPortal.Plans.Safety;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.Routers;
using DualWanPortal.Storage;

namespace DualWanPortal.Plans.Hold;

/// <summary>
/// Shows which routers are held, and ends a hold whose time has come: by itself where the router cannot, and as a second look where it does. A hold that somebody took off on
/// the router is over too.
/// </summary>
public sealed class HoldWatch(Holds holds, PlanOrders orders, RouterLook look, LiveState live, TimeProvider time, ILogger<HoldWatch> log) : Patrol("holds", TimeSpan.FromSeconds(1), time, log)
{
    /// <summary>What the router's own scheduler and the clock between the two may take.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan s_again = TimeSpan.FromMinutes(10);

    /// <summary>The last state of each router's rows that was found to hold.</summary>
    private readonly Dictionary<int, RouterModel> _seen = [];

    /// <summary>Since when a hold has ended whose router was not read again.</summary>
    private readonly Dictionary<int, DateTimeOffset> _ending = [];

    protected override async Task RoundAsync(CancellationToken cancellationToken)
    {
        var standing = await holds.StandingAsync(cancellationToken);
        Show(standing);
        await EachAsync(standing.Where(plan => plan.State == PlanStates.Confirmed), plan => plan.Id, LookAtAsync, cancellationToken);
    }

    private async Task LookAtAsync(PlanRecord plan, CancellationToken cancellationToken)
    {
        if (await EndOfAsync(plan, cancellationToken) is { } by)
            await orders.UndoAsync(plan.Id, by, cancellationToken);
    }

    /// <returns>What ends it, as a word in the event; null while it goes on.</returns>
    private async Task<string?> EndOfAsync(PlanRecord plan, CancellationToken cancellationToken)
    {
        // One that does not answer now is waited for: to take something back takes a router.
        if (live.Current.Routers.GetValueOrDefault(plan.RouterId) is not { Reachable: true, Model: { } model } router)
            return null;
        var document = PlanDocument.FromJson(plan.Plan);
        if (document.Hold?.Until is { } until && until + (document.Hold.ByRouter ? s_grace : TimeSpan.Zero) <= Time.GetUtcNow())
        {
            // An end that was tried and did not come about is not tried again at once: each is told.
            if (plan.Problem is not null && plan.UpdatedAt + s_again > Time.GetUtcNow())
                return null;
            return await IsOffAsync(plan.RouterId, RouterHold.Moved(document), model, cancellationToken) ? "the router, at the end of its time" : "the portal, at the end of its time";
        }
        if (router.AsOf <= plan.UpdatedAt || ReferenceEquals(_seen.GetValueOrDefault(plan.Id), model))
            return null;
        if (RouterHold.Moved(document).Steps.IsEmpty || !await IsOffAsync(plan.RouterId, RouterHold.Moved(document), model, cancellationToken))
        {
            _seen[plan.Id] = model;
            return null;
        }
        return "somebody on the router";
    }

    /// <summary>What was polled may be older than the hold; a fresh look decides.</summary>
    private async Task<bool> IsOffAsync(int routerId, Plan move, RouterModel polled, CancellationToken cancellationToken)
    {
        if (StepStanding.Of(move, polled.Items).All(state => state == StepState.Stands))
            return false;
        try
        {
            await using var client = await look.ConnectAsync(routerId, cancellationToken);
            return StepStanding.Of(move, await RouterRows.OfAsync(client, move, cancellationToken)).All(state => state == StepState.Absent);
        }
        catch (Exception fault) when (RouterFailure.IsOutside(fault))
        {
            return false;
        }
    }

    private void Show(List<PlanRecord> standing)
    {
        var byRouter = standing.GroupBy(plan => plan.RouterId).ToDictionary(group => group.Key, group => group.Last());
        foreach (var gone in _seen.Keys.Except(standing.Select(plan => plan.Id)).ToList())
            _seen.Remove(gone);
        foreach (var router in live.Current.Routers.Values)
        {
            var hold = byRouter.GetValueOrDefault(router.Id) is { } plan ? RouterHold.Of(plan, router.Hold) : After(router);
            if (router.Hold != hold)
                live.Update(fleet => fleet.Routers.TryGetValue(router.Id, out var present) ? new FleetSnapshot(fleet.Routers.SetItem(router.Id, present with { Hold = hold })) : fleet);
        }
    }

    /// <summary>A hold that has ended is kept in mind until the router was read again: else its last traces would look like drift.</summary>
    private RouterHold? After(RouterSnapshot router)
    {
        if (router.Hold is not { } ended)
            return null;
        if (ended.Holds || !_ending.TryGetValue(router.Id, out var since))
        {
            _ending[router.Id] = Time.GetUtcNow();
            return ended with { Holds = false };
        }
        if (router.AsOf <= since)
            return ended;
        _ending.Remove(router.Id);
        return null;
    }
}
