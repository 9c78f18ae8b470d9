namespace DualWanPortal.Failover.Planning.Canaries;

/// <summary>
/// The gateway of a lease where a plan is made from a file. An export shows no lease, and the script of a DHCP client runs with the next one only (reference 5 D), which may
/// be days away: the command asks the router for it, so that the host route is in use before any default of the site steps back.
/// </summary>
internal static class LeasedGateway
{
    public static PlanStep Ask(PlanStep step, WanLeg leg) => step with
    {
        Do = step.Do with { Asked = [Question(leg)] },
        Remark = $"The router is asked for the gateway of {leg.Wan.Interface}, which an export does not show.",
    };

    /// <summary>Says what the commands need at the moment they are run.</summary>
    public static void Tell(PlanContext context)
    {
        string[] asked = [.. context.Legs.Where(leg => context.Steps.Any(step => step.Do.Asked.Contains(Question(leg)))).Select(leg => leg.Wan.Interface)];
        if (asked.Length > 0)
            context.Say("gw-static-on-dyn", $"an export shows no lease, so the commands ask the router for the gateway of {string.Join(" and ", asked)}: run them while /ip dhcp-client print shows {(asked.Length == 1 ? "it" : "each of them")} as bound. Without a lease the host route is not made, and the defaults over it stay out of use");
    }

    private static KeyValuePair<string, string> Question(WanLeg leg) =>
        KeyValuePair.Create("gateway", $"[/ip dhcp-client get {Cli.Find([KeyValuePair.Create("interface", leg.Wan.Interface)])} gateway]");
}
