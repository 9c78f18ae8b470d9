using System.Collections.Immutable;
using DualWanPortal.Failover.Wans;
using DualWanPortal.Routers;

namespace DualWanPortal.Live;

/// <summary>Keeps the snapshot's routers those of the inventory: known from the first moment, gone with their removal.</summary>
public sealed class LiveInventory(LiveState live, TimeProvider time) : IInventoryObserver
{
    public Task RouterChangedAsync(RouterEntry router, CancellationToken cancellationToken)
    {
        Show(router);
        return Task.CompletedTask;
    }

    public Task RouterRemovedAsync(int routerId, CancellationToken cancellationToken)
    {
        live.Update(fleet => fleet.Routers.ContainsKey(routerId) ? new FleetSnapshot(fleet.Routers.Remove(routerId)) : fleet);
        return Task.CompletedTask;
    }

    /// <summary>Shows the router with what is known of it; a new one is unknown until it first answers.</summary>
    public void Show(RouterEntry router) => live.Update(fleet =>
    {
        var present = fleet.Routers.GetValueOrDefault(router.Id) ?? new RouterSnapshot
        {
            Id = router.Id, Name = router.Name, Address = router.Address, Site = router.Site, Tags = [], StateSince = time.GetUtcNow(), Verdict = RouterVerdict.Unknown("Not read yet"),
        };
        return new FleetSnapshot(fleet.Routers.SetItem(router.Id, present with { Name = router.Name, Address = router.Address, Site = router.Site, Tags = [.. router.Tags] }));
    });
}
