using System.Collections.Immutable;
using DualWanPortal.Failover.Audit.Paths;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning.Canaries;

/// <summary>Pins the watched hosts to their WAN: a host route for each, and a blackhole behind it so that the host is never reached by the other WAN (reference 5 B).</summary>
internal static class PinSteps
{
    /// <summary>Any distance below this is in front of the blackhole.</summary>
    private const int HoldDistance = 20;

    public static void Plan(PlanContext context, WanLeg leg)
    {
        foreach (var host in leg.Canaries)
        {
            var pins = context.Live.Routes.Where(route => IsPin(route, host)).ToList();
            var pin = pins.Find(route => leg.Gateway is { } wanted && NextHop.IsSame(route, wanted, leg.Wan)) ?? pins.Find(route => Owned.Is(route.Item)) ?? pins.FirstOrDefault();
            if (pin is null)
                Add(context, leg, host);
            else
                Mend(context, leg, pin);
            foreach (var other in pins.Where(other => other != pin && !other.Disabled))
                context.Do(StepOf.Set(context.Live, other.Item, $"a second way to {host} lets the check of {leg.Wan.Interface} be answered by another line", ("disabled", "yes")));
            Hold(context, leg, host, pin is { Distance: < HoldDistance } ? pin.Distance : 1);
        }
    }

    /// <summary>The pinning route of a host in the router as the steps so far leave it.</summary>
    public static RouteEntry? Of(RouterModel model, string host) => model.Routes.Where(route => IsPin(route, host)).OrderBy(route => route.Disabled).ThenBy(route => route.Distance).FirstOrDefault();

    private static bool IsPin(RouteEntry route, string host) =>
        !route.Dynamic && !route.Blackhole && route.Table == "main" && route.Destination is { IsHost: true, IsIPv4: true } to && to.Address.ToString() == host;

    private static void Add(PlanContext context, WanLeg leg, string host)
    {
        var values = new List<(string, string)> { ("dst-address", host + "/32"), ("gateway", leg.Gateway ?? leg.Wan.Interface), ("scope", "10"), ("target-scope", "10") };
        if (leg.Gateway is null && !context.IsFromFile)
            values.Add(("disabled", "yes"));
        var tag = Owned.OfHost(context, context.Live, leg, host, "canary");
        var step = StepOf.Add("/ip/route", tag, $"{host} is asked whether {leg.Wan.Interface} works, and is reached by {leg.Wan.Interface} only", values.ToArray());
        context.Do(leg.Gateway is not null ? step
            : context.IsFromFile ? LeasedGateway.Ask(step, leg)
            : step with { Remark = $"{leg.Wan.Interface} has no lease now: its script puts the gateway in with the next one." });
    }

    private static void Mend(PlanContext context, WanLeg leg, RouteEntry pin)
    {
        context.Keep(pin.Item);
        var wanted = new List<(string, string)>();
        if (leg.Gateway is { } gateway)
        {
            if (!NextHop.IsSame(pin, gateway, leg.Wan))
                wanted.Add(("gateway", gateway));
            wanted.Add(("disabled", "no"));
        }
        var asks = leg.Gateway is null && pin.Disabled && context.IsFromFile;
        if (asks)
            wanted.AddRange([("gateway", leg.Wan.Interface), ("disabled", "no")]);
        if (pin.Scope > 10)
            wanted.Add(("scope", "10"));
        if (pin.TargetScope > 10)
            wanted.Add(("target-scope", "10"));
        if (pin.Distance >= HoldDistance)
            wanted.Add(("distance", "1"));
        var step = StepOf.Set(context.Live, pin.Item, $"{pin.Destination!.Value.Address} has to be reached by {leg.Wan.Interface} only, and the default over it to find this route", wanted.ToArray());
        context.Do(asks && step is not null ? LeasedGateway.Ask(step, leg) : step);
    }

    private static void Hold(PlanContext context, WanLeg leg, string host, int pinDistance)
    {
        var holds = context.Live.Routes.Where(route => !route.Dynamic && route.Blackhole && route.Table == "main" && route.Destination is { IsHost: true } to && to.Address.ToString() == host).ToList();
        foreach (var hold in holds)
            context.Keep(hold.Item);
        if (Pins.IsHeld(context.Live, host, pinDistance))
            return;
        var why = $"without it the check of {leg.Wan.Interface} would be answered by another line when {leg.Wan.Interface} has lost its link";
        if (holds.Find(hold => hold.Distance >= HoldDistance) is { } off)
            context.Do(StepOf.Set(context.Live, off.Item, why, ("disabled", "no")));
        else if (holds.Count > 0)
            context.Do(StepOf.Set(context.Live, holds[0].Item, why, ("disabled", "no"), ("distance", "20")));
        else
            context.Do(StepOf.Add("/ip/route", Owned.OfHost(context, context.SoFar(), leg, host, "canary", "-hold"), why,
                ("dst-address", host + "/32"), context.IsV6 ? ("type", "blackhole") : ("blackhole", ""), ("distance", "20")));
    }
}
