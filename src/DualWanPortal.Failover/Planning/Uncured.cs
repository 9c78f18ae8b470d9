using DualWanPortal.Failover.Planning.Watching;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Planning;

/// <summary>Says before anyone approves what the method cannot do on this router.</summary>
internal static class Uncured
{
    public static void Tell(PlanContext context)
    {
        if (context.Policy.HasCanaries)
            TellOfCanaries(context);
        else
            TellOfDistances(context);
        if (!(context.Policy.Method == FailoverMethod.Netwatch && WatchSteps.Measures(context)))
            context.Say("primary-lossy", context.Policy.Method == FailoverMethod.Netwatch
                ? "netwatch of RouterOS 6 sends one packet and judges by it: a line that loses many packets goes up and down with the luck of single ones"
                : "a check asks whether there is any answer, not how many are lost or how late they are: a line that loses half of its packets stays in use, or comes and goes by luck. Only netwatch measures that");
    }

    /// <summary>WANs that the router uses without asking whether they work, beyond link and lease.</summary>
    public static List<WanLink> Unchecked(PlanContext context)
    {
        DefaultPath[] paths = [.. DefaultPaths.Of(context.SoFar())];
        return [.. context.Wans.Where(wan => !(context.Policy.HasCanaries && context.Legs.Any(leg => leg.Wan == wan && !leg.IsPlain)) && !IsChecked(context, wan, paths))];
    }

    private static void TellOfCanaries(PlanContext context)
    {
        foreach (var wan in Unchecked(context))
            context.Say("chk-none", NoCheck(context, wan));
        if (context.Legs[0].IsPlain)
            UpstreamUnseen(context);
    }

    private static void TellOfDistances(PlanContext context)
    {
        var paths = DefaultPaths.Of(context.SoFar());
        foreach (var wan in Unchecked(context))
            context.Say("chk-none", NoCheck(context, wan));
        var primary = context.Wans[0];
        var own = paths.Where(path => path.InMain && path.Interface == primary.Interface && !path.Route.Dynamic && !path.Route.Disabled).ToList();
        if (own.Count == 0 || !own.TrueForAll(path => path.IsRecursive && path.Route.CheckGateway == "ping"))
            UpstreamUnseen(context);
    }

    private static void UpstreamUnseen(PlanContext context) =>
        context.Say("primary-upstream-dead", $"distances look at the next hop only: when the line behind the gateway of {context.Wans[0].Interface} is dead while the gateway itself answers, traffic stays on {context.Wans[0].Interface}. Only a check of a host in the Internet notices that");

    private static bool IsChecked(PlanContext context, WanLink wan, DefaultPath[] paths)
    {
        var now = context.SoFar();
        var routes = paths.Where(path => path.InMain && path.Interface == wan.Interface && !path.Route.Dynamic && !path.Route.Disabled).ToList();
        if (routes.Count > 0)
            return routes.Exists(path => path.Route.CheckGateway != "none" && path.Checked is not null);
        return wan.Kind == WanKind.Dhcp && now.DhcpClients.Any(client => client.Interface == wan.Interface && client.CheckGateway != "none");
    }

    private static string NoCheck(PlanContext context, WanLink wan) => wan.Kind switch
    {
        WanKind.Pppoe => $"the default of {wan.Interface} belongs to its session and RouterOS cannot check it; only the end of the session is noticed, not a dead line behind it",
        WanKind.Lte => $"the default of {wan.Interface} belongs to its modem and RouterOS cannot check it; only the loss of the mobile network is noticed, not a dead line behind it",
        WanKind.WireGuard => $"a route to {wan.Interface} names an interface, which cannot be checked; the tunnel is taken for good as long as it is switched on",
        WanKind.Dhcp when !context.Policy.CheckGateway => $"the policy asks for no check of {wan.Interface}; only a lost link or lease is noticed",
        WanKind.Dhcp => $"the DHCP client of {wan.Interface} can check its gateway from RouterOS 7.19 on only; here a lost link or lease is noticed, not a dead gateway",
        _ => context.Policy.CheckGateway ? $"the default of {wan.Interface} has no gateway address that could be checked" : $"the policy asks for no check of {wan.Interface}; only a lost link is noticed",
    };
}
