using System.Collections.Immutable;
using DualWanPortal.Failover.Planning.Holding;
using DualWanPortal.Failover.Wans;
using DualWanPortal.Live;
using DualWanPortal.Plans.Hold;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Polling;

/// <summary>A router's WANs in the order that counts.</summary>
/// <param name="Rest">The router as it would be without the hold; <paramref name="Live"/> where there is none.</param>
/// <param name="Held">What traffic is held on now; null when it is not.</param>
public sealed record WanOrder(RouterModel Live, RouterHold? Hold, RouterModel Rest, ImmutableArray<WanLink> Wans, HeldOn? Held);

/// <summary>
/// The order of a router's WANs as it is without a hold: distances say where traffic is kept for a while, and which WAN is the primary is something else.
/// </summary>
public sealed class NormalOrder(LiveState live, Holds holds)
{
    internal async Task SettleAsync(RouterObservation seen, CancellationToken cancellationToken)
    {
        var model = seen.Model ?? throw new InvalidOperationException("Nothing was read yet.");
        var shown = live.Current.Routers.GetValueOrDefault(seen.RouterId)?.Hold;
        var order = string.Join(' ', seen.Found.Select(wan => wan.Interface));
        if (shown is not null)
            seen.Hold = shown;
        else if (order != seen.FoundOrder)
        {
            // The hold may be younger than what is shown of it, and a portal that has just started has shown none yet.
            seen.Hold = await holds.OfRouterAsync(seen.RouterId, cancellationToken) is { } plan ? RouterHold.Of(plan, null) : null;
        }
        else if (seen.HoldWasShown)
            seen.Hold = null;
        (seen.FoundOrder, seen.HoldWasShown) = (order, shown is not null);
        if (seen.Order is { } known && ReferenceEquals(known.Live, model) && ReferenceEquals(known.Hold, seen.Hold))
            return;
        seen.Order = Of(model, seen.Found, seen.Hold);
    }

    /// <param name="found">The WANs in the order of their distances.</param>
    public static WanOrder Of(RouterModel model, ImmutableArray<WanLink> found, RouterHold? hold)
    {
        if (hold is null)
            return new WanOrder(model, null, model, found, null);
        var rest = WanHold.Without(model, hold.Back);
        var normal = WanDetection.Find(rest);
        var holds = normal.Length > 0 && found.Length > 0 && found[0].Interface == hold.Wan && normal[0].Interface != hold.Wan;
        return new WanOrder(model, hold, rest, normal, holds ? new HeldOn(hold.Wan, hold.Until) : null);
    }
}
