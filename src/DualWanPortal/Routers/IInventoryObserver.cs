namespace DualWanPortal.Routers;

/// <summary>Whoever keeps something per router (a session, a trigger, a snapshot) hears of changes here, after the commit.</summary>
public interface IInventoryObserver
{
    /// <summary>The router is new or its entry changed.</summary>
    Task RouterChangedAsync(RouterEntry router, CancellationToken cancellationToken);

    Task RouterRemovedAsync(int routerId, CancellationToken cancellationToken);
}
