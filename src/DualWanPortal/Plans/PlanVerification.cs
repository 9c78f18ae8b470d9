using DualWanPortal.Failover.Planning;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Plans;

/// <summary>Whether a router is as the policy wants it.</summary>
public static class PlanVerification
{
    /// <summary>Null when all is well, else one sentence.</summary>
    public static string? Problem(RouterModel model, PlanDocument document)
    {
        // A switch by hand is no policy: what else the router lacks is not its concern.
        if (!document.ByHand && Planner.Make(model, document.Policy) is { IsEmpty: false } again)
            return $"The router does not show what was written: {PlanText.Command(again.Steps[0].Do)} would still be needed.";
        return model.Routes.Any(route => route is { IsDefault: true, Active: true, Table: "main" }) ? null : "The router has no active default route.";
    }
}
