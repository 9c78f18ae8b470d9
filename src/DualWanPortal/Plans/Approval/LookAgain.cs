using DualWanPortal.Failover.Planning;
using DualWanPortal.Live;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.Routers;
using DualWanPortal.Storage;

namespace DualWanPortal.Plans.Approval;

/// <summary>Whether a router is still the one that a plan was made for: what polling saw is only a hint, a fresh look decides.</summary>
public sealed class LookAgain(LiveState live, RouterLook look)
{
    private readonly Dictionary<int, RouterModel> _same = [];

    /// <summary>Forgets what it knows of others.</summary>
    public void KeepOnly(IReadOnlyCollection<PlanRecord> waiting)
    {
        foreach (var gone in _same.Keys.Except(waiting.Select(plan => plan.Id)).ToList())
            _same.Remove(gone);
    }

    public async Task<bool> HasChangedAsync(PlanRecord plan, CancellationToken cancellationToken)
    {
        if (live.Current.Routers.GetValueOrDefault(plan.RouterId) is not { Reachable: true, Model: { } seen })
            return false;
        var wanted = PlanDocument.FromJson(plan.Plan).Plan;
        if (ReferenceEquals(_same.GetValueOrDefault(plan.Id), seen))
            return false;
        try
        {
            // What was polled may be older than the plan.
            if (Planner.WhyStale(seen, wanted) is not null)
            {
                await using var client = await look.ConnectAsync(plan.RouterId, cancellationToken);
                if (Planner.WhyStale(await RouterLook.ReadAsync(client, cancellationToken), wanted) is not null)
                    return true;
            }
            _same[plan.Id] = seen;
            return false;
        }
        catch (Exception fault) when (RouterFailure.IsOutside(fault))
        {
            return false;
        }
    }
}
