using System.Collections.Immutable;
using DualWanPortal.Failover.Wans;
using DualWanPortal.Live;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.Shell;

namespace DualWanPortal.Routers;

public enum LegState { Unknown, Good, Weak, Broken }

/// <summary>One stretch of the way from the router to the Internet by one WAN.</summary>
/// <param name="Icon">Name in <see cref="Icons"/>.</param>
/// <param name="Title">What stands at its end: a port, a gateway, a probed host.</param>
/// <param name="Detail">The live number, or the reason why it is broken.</param>
public sealed record PathLeg(string Icon, string Title, string Detail, LegState State);

/// <summary>Splits a WAN's way to the Internet into what can be seen of it, so that the picture shows where it breaks.</summary>
public static class PathLegs
{
    /// <param name="probeTarget">Host that is pinged by this WAN; null when none is.</param>
    public static ImmutableArray<PathLeg> Of(RouterSnapshot router, WanVerdict wan, string? probeTarget)
    {
        var known = router is { Reachable: true, Model: not null };
        ImmutableArray<PathLeg> seen = known
            ? [.. new[] { Port(router.Model!, wan.Link), Gateway(router.Model!, wan), Probe(router.Model!, wan, probeTarget) }.Select(leg => Agree(leg, wan.State))]
            : [new("cable", wan.Link.Port, "not known", LegState.Unknown), new("gateway", wan.Link.Gateway ?? "Gateway", "not known", LegState.Unknown), new("target", probeTarget ?? "Probe", "not known", LegState.Unknown)];
        var broken = seen.Any(leg => leg.State == LegState.Broken);
        return [.. BeyondTheBreak(seen), Internet(known ? wan.State : WanState.Unknown, broken)];
    }

    // The verdict rests on more than this picture does (several looks, history): a picture must never contradict it.
    private static PathLeg Agree(PathLeg leg, WanState state) => leg.State == LegState.Broken && state == WanState.Working ? leg with { State = LegState.Unknown } : leg;

    private static PathLeg Port(RouterModel model, WanLink link)
    {
        var (detail, state) = model.Interface(link.Port) switch
        {
            null => ("not found on the router", LegState.Unknown),
            { Disabled: true } => ("switched off", LegState.Broken),
            { Running: false } => ("no link", LegState.Broken),
            { Running: true } => ("link up", LegState.Good),
            _ => ("link not known", LegState.Unknown),
        };
        return new PathLeg("cable", link.Port, detail, state);
    }

    private static PathLeg Gateway(RouterModel model, WanVerdict wan)
    {
        var link = wan.Link;
        PathLeg Leg(string detail, LegState state) => new("gateway", link.Gateway ?? "Gateway", detail, state);
        if (link.Interface != link.Port && model.Interface(link.Interface) is { Running: false })
            return Leg("no session", LegState.Broken);
        if (wan.PublicAddress is null && link.Kind is WanKind.Dhcp or WanKind.Lte or WanKind.Pppoe)
            return Leg(link.Kind == WanKind.Dhcp ? "no lease" : "no address", LegState.Broken);
        var defaults = Defaults(model, link);
        if (defaults.Count == 0)
            return Leg("no default route", LegState.Broken);
        if (defaults.Any(route => route.Active))
            return Leg("default route active", LegState.Good);
        // v7 marks a route whose check failed as inactive; a healthy backup only loses by distance and has no such mark.
        if (!defaults.TrueForAll(route => route.Inactive))
            return Leg("ready, not in use", LegState.Good);
        // A recursive default checks the host behind the gateway: of the gateway itself it says nothing.
        return defaults.Exists(route => IsRecursive(route, link)) ? Leg("not checked itself", LegState.Unknown) : Leg("does not answer the check", LegState.Broken);
    }

    private static List<RouteEntry> Defaults(RouterModel model, WanLink link) =>
        [.. model.Routes.Where(route => route is { IsDefault: true, Disabled: false, Table: "main" } && Uses(route, link))];

    private static bool IsRecursive(RouteEntry route, WanLink link) =>
        route.Gateways.Any(gateway => gateway.Address is { } address && address.ToString() != link.Gateway) && route.ImmediateInterfaces.Contains(link.Interface);

    private static bool Uses(RouteEntry route, WanLink link) =>
        route.ImmediateInterfaces.Contains(link.Interface)
        || route.Gateways.Any(gateway => gateway.Interface == link.Interface || (link.Gateway is not null && gateway.Address?.ToString() == link.Gateway));

    private static PathLeg Probe(RouterModel model, WanVerdict wan, string? target)
    {
        var title = target ?? "Probe";
        var defaults = Defaults(model, wan.Link);
        if (defaults.Count > 0 && defaults.TrueForAll(route => route.Inactive && IsRecursive(route, wan.Link)))
            return new PathLeg("target", title, "no reply", LegState.Broken);
        return wan.LossPercent switch
        {
            null => new PathLeg("target", title, "not measured", LegState.Unknown),
            >= 100 => new PathLeg("target", title, "no reply", LegState.Broken),
            > 0 => new PathLeg("target", title, $"{LinkText.Rtt(wan.RttMs)}, {LinkText.Loss(wan.LossPercent)}", wan.State == WanState.Working ? LegState.Good : LegState.Weak),
            _ => new PathLeg("target", title, LinkText.Rtt(wan.RttMs), LegState.Good),
        };
    }

    // Nothing can be said of what lies behind a broken leg; painting it good or bad would be a guess.
    private static IEnumerable<PathLeg> BeyondTheBreak(ImmutableArray<PathLeg> legs)
    {
        var broken = false;
        foreach (var leg in legs)
        {
            yield return broken ? leg with { Detail = "beyond the break", State = LegState.Unknown } : leg;
            broken |= leg.State == LegState.Broken;
        }
    }

    private static PathLeg Internet(WanState state, bool broken) => state switch
    {
        WanState.Working => new PathLeg("globe", "Internet", "reached", LegState.Good),
        WanState.Degraded => new PathLeg("globe", "Internet", "reached, not well", LegState.Weak),
        WanState.Down => new PathLeg("globe", "Internet", "not reached", broken ? LegState.Unknown : LegState.Broken),
        _ => new PathLeg("globe", "Internet", "not known", LegState.Unknown),
    };
}
