using System.Collections.Immutable;
using System.Net;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning.Outside;

/// <summary>
/// Host routes of the site that a plan has switched off so that a tunnel goes by whichever WAN is in use. The route says so in its comment, behind what it said before: a later
/// policy that has no use for that puts it back as it was.
/// </summary>
internal static class FreedRoutes
{
    private const string Mark = "dwp:freed";

    private static bool Is(RouteEntry route) => route is { Dynamic: false, Disabled: true } && (route.Comment == Mark || route.Comment?.EndsWith(" " + Mark, StringComparison.Ordinal) == true);

    /// <param name="why">What the route does to the tunnel.</param>
    public static void Free(PlanContext context, RouteEntry route, string why)
    {
        if (route.Comment is { Length: > 0 } comment && context.Subject.Scripts.Running.Any(call => call.Text.Contains(comment, StringComparison.Ordinal)))
        {
            // Another comment, and the script would not find it any more.
            context.Do(StepOf.Set(context.SoFar(), route.Item, why, ("disabled", "yes")));
            context.Say(VpnSteps.OtherSide, $"a script finds the route {comment} by its comment, which therefore stays as it is: when the policy wants no such tunnel any more, switch that route on by hand");
            return;
        }
        var marked = route.Comment is { Length: > 0 } own ? own.EndsWith(Mark, StringComparison.Ordinal) ? own : $"{own} {Mark}" : Mark;
        context.Do(StepOf.Set(context.SoFar(), route.Item, why, ("disabled", "yes"), ("comment", marked)));
    }

    /// <param name="dialled">Far ends whose way has to stay free.</param>
    public static void Restore(PlanContext context, IReadOnlySet<IPAddress> dialled)
    {
        foreach (var route in context.Live.Routes.Where(route => Is(route) && !(route.Destination is { IsHost: true } to && dialled.Contains(to.Address))))
        {
            var comment = route.Comment![..^Mark.Length].TrimEnd();
            var step = StepOf.Set(context.SoFar(), route.Item, "an earlier plan switched it off for a tunnel, and the policy has no use for that any more", ("disabled", "no"), ("comment", comment));
            context.Do(step is null ? null : step with { Foreign = true });
        }
    }
}
