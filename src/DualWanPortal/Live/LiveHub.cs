using DualWanPortal.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace DualWanPortal.Live;

/// <summary>
/// For programs and wall displays: sends <c>router</c> for every router on connect and whenever one changes, <c>removed</c> with its id, and <c>event</c>.
/// Offers no methods. Pages read <see cref="LiveState"/> in the same process instead.
/// </summary>
[Authorize(Permissions.View)]
public sealed class LiveHub(LiveState live) : Hub
{
    public override async Task OnConnectedAsync()
    {
        await base.OnConnectedAsync();
        // A change in between is sent as well: the same router twice is harmless, a missed one is not.
        foreach (var router in live.Current.Routers.Values.OrderBy(router => router.Name, StringComparer.Ordinal))
            await Clients.Caller.SendAsync("router", LiveRouterJson.Of(router), Context.ConnectionAborted);
    }
}
