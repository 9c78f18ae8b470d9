using System.Globalization;
using System.Net;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Planning.Lockout;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Plans.Safety;

/// <summary>Whether the portal would still get at the router after a plan, as far as the steps and the routing table tell.</summary>
public static class ManagementPath
{
    private const string Name = "management-path";

    /// <summary>By which the portal itself comes in.</summary>
    private static readonly string[] s_services = ["api", "api-ssl"];

    /// <param name="portal">Where the router sees the portal; null when it is not known.</param>
    public static PlanCheck Check(Plan plan, RouterModel model, IPAddress? portal)
    {
        // A portal on the router's own machine, as on the practice network, comes in by no WAN.
        if (portal is not null && !IPAddress.IsLoopback(portal) && Predicted(plan, model, portal) is { } predicted)
            return predicted;
        for (var number = 0; number < plan.Steps.Length; number++)
            if (Touches(plan.Steps[number].Do) is { } what)
                return PlanCheck.Warning(Name, $"Step {(number + 1).ToString(CultureInfo.InvariantCulture)} changes {what}, by which the portal may come in. If the portal is locked out, the router goes back by itself.");
        if (portal is null)
            return PlanCheck.Unknown(Name, "The router does not say from where the portal is logged in.");
        if (IPAddress.IsLoopback(portal))
            return PlanCheck.Passed(Name, "No step changes a service, a user, an address or an input rule.");
        var back = model.Routes.Where(route => route is { Active: true, Disabled: false, Table: "main", Destination: not null } && route.Destination.Value.Contains(portal))
            .OrderByDescending(route => route.Destination!.Value.PrefixLength).ThenBy(route => route.Distance).FirstOrDefault();
        if (back is null)
            return PlanCheck.Unknown(Name, $"No route of the main table leads back to the portal at {portal}; it may be reached by another table.");
        if (!back.IsDefault)
            return PlanCheck.Passed(Name, $"Answers to the portal at {portal} leave by the route {back.Destination}, which no step changes.");
        return plan.Steps.Any(step => step.Do.Menu is "/ip/route" or "/ip/dhcp-client" or "/interface/pppoe-client" or "/interface/lte/apn")
            ? PlanCheck.Warning(Name, $"The portal at {portal} is answered by the default route, and the plan changes default routes: answers may leave by another WAN for a moment. If the portal is locked out, the router goes back by itself.")
            : PlanCheck.Passed(Name, $"Answers to the portal at {portal} leave by the default route, which no step changes.");
    }

    /// <summary>The portal's own way first, then that of other services from the same place.</summary>
    private static PlanCheck? Predicted(Plan plan, RouterModel model, IPAddress portal)
    {
        var worse = LockoutPrediction.Of(model, plan, portal).Where(verdict => verdict.Reach is Reach.Lost or Reach.Rerouted).OrderByDescending(verdict => s_services.Contains(verdict.Service)).ThenByDescending(verdict => verdict.Reach).FirstOrDefault();
        return worse is null ? null
            : worse.Reach == Reach.Lost && s_services.Contains(worse.Service) ? PlanCheck.Failed(Name, worse.Why + " The plan would lock the portal out.")
            : PlanCheck.Warning(Name, worse.Why + " If the portal is locked out, the router goes back by itself.");
    }

    private static string? Touches(RouterCommand command) => command.Menu switch
    {
        "/ip/service" => "the services of the router",
        "/user" or "/user/group" => "users and their rights",
        "/ip/address" => "an address",
        "/interface/bridge/port" or "/interface/bridge" or "/interface/vlan" => "a bridge or VLAN",
        "/ip/firewall/raw" => "the firewall before routing",
        "/ip/firewall/filter" when command.Target.Concat(command.Values).Any(value => value is { Key: "chain", Value: "input" }) => "an input rule",
        _ => null,
    };
}
