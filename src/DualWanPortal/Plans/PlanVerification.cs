using DualWanPortal.Failover.Planning;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Plans;

/// <summary>Whether a router is as the policy wants it.</summary>
public static class PlanVerification
{
    /// <summary>Null when all is well, else one sentence.</summary>
    public static string? Problem(RouterModel model, PlanDocument document)
    {
        var again = Planner.Make(model, document.Policy);
        if (!again.IsEmpty)
            return $"The router does not show what was written: {PlanText.Command(again.Steps[0].Do)} would still be needed.";
        return model.Routes.Any(route => route is { IsDefault: true, Active: true, Table: "main" }) ? null : "The router has no active default route.";
    }
}
