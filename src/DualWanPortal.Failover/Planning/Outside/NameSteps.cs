using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning.Outside;

/// <summary>A name of the router's own that follows the WAN in use (reference 3.9).</summary>
internal static class NameSteps
{
    public static void Plan(PlanContext context)
    {
        if (!context.Live.Knows("/ip/cloud"))
            context.Say("ddns-none", "/ip/cloud was not read, so the name of the router is left as it is");
        else
            context.Do(StepOf.Set(context.SoFar(), context.SoFar().Menu("/ip/cloud").FirstOrDefault() ?? ConfigItem.Of("/ip/cloud"), "a name follows the address of the WAN that is in use", ("ddns-enabled", "yes")));
    }
}
