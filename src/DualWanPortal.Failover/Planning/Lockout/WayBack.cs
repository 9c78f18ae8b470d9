using System.Net;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning.Lockout;

/// <summary>By which interface answers to an address leave.</summary>
internal static class WayBack
{
    /// <summary>As the router does it now; null when its routes do not tell.</summary>
    public static string? Of(RouterModel live, IPAddress who)
    {
        var best = Best(live, who);
        if (best is not null && best.ImmediateInterfaces is [var only, ..])
            return only;
        return live.Addresses.FirstOrDefault(entry => !entry.Disabled && entry.Address is { IsHost: false } network && network.Contains(who))?.Interface
            ?? (best is { IsDefault: true } or null ? WanDetection.Find(live).FirstOrDefault()?.Interface : best.Gateways.FirstOrDefault()?.Interface);
    }

    /// <summary>As the router would do it with all lines up; null when that is not known. What stands still counts by what it is now.</summary>
    public static string? After(RouterModel live, RouterModel after, IPAddress who)
    {
        if (Best(live, who) is not { IsDefault: true })
            return null;
        // The one in use may be the backup at this moment; a plan that keeps the order then changes nothing.
        var (first, then) = (WanDetection.Find(live).FirstOrDefault()?.Interface, WanDetection.Find(after).FirstOrDefault()?.Interface);
        return first == then ? null : then;
    }

    private static RouteEntry? Best(RouterModel model, IPAddress who) =>
        model.Routes.Where(route => route is { Active: true, Disabled: false, Table: "main", Destination: not null } && route.Destination.Value.Contains(who))
            .OrderByDescending(route => route.Destination!.Value.PrefixLength).ThenBy(route => route.Distance).FirstOrDefault();
}
