using System.Collections.Immutable;
using DualWanPortal.Failover.Planning.Canaries;
using DualWanPortal.Failover.Planning.Gates;
using DualWanPortal.Failover.Planning.Ipv6;
using DualWanPortal.Failover.Planning.Outside;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning;

/// <summary>
/// Works out what a policy would change on a router. What is already right is adopted and not touched. The order keeps a default route at every moment
/// and keeps traffic translated and filtered before it may move (reference 5.x): lists, NAT, filter, DNS, then routes from the last WAN to the first.
/// </summary>
public static class Planner
{
    public static Plan Make(RouterModel live, FailoverPolicy policy)
    {
        var held = HeldDefaults.Of(live);
        var context = new PlanContext(AtRest.Of(live), policy);
        if (context.Wans.Length < 2)
        {
            context.Say("wan-single", context.Wans is [var only]
                ? $"only one WAN was found, {only.Interface}; with nothing to fail over to there is nothing to plan. A second WAN is found by its DHCP, PPPoE or LTE client, or by a default route"
                : "no WAN was found on this router; there is nothing to plan");
            return new Plan([], [.. context.NotCured], Fingerprint(live));
        }
        if (MixedList.WhyNot(context) is { } mixed)
        {
            context.Say("wan-list", mixed);
            return new Plan([], [.. context.NotCured], Fingerprint(live)) { Refusal = mixed + "." };
        }
        GateSteps.Keep(context);
        ListSteps.Plan(context);
        NatSteps.Plan(context);
        ClampSteps.Plan(context);
        FirewallSteps.Plan(context);
        DnsSteps.Plan(context);
        if (policy.HasCanaries)
        {
            CanarySteps.Plan(context);
            InboundSteps.Plan(context);
        }
        else
        {
            RetireSteps.Watches(context);
            RecursionSteps.Plan(context);
            DistanceSteps.Plan(context);
        }
        ForwardSteps.Plan(context);
        VpnSteps.Plan(context);
        Ipv6Steps.Plan(context);
        GateSteps.Plan(context);
        DetectionSteps.Plan(context);
        SwitchMark.Take(context);
        Uncured.Tell(context);
        var (rest, after) = (context.Live, context.SoFar());
        return new Plan([.. BackFirst(live, held, context), .. context.Steps, .. SwitchedDefaults.Left(rest, after), .. GateRelease.Left(rest, after)], [.. context.NotCured], ConfigFingerprint.Of(rest));
    }

    /// <summary>The same for the same configuration whatever its state; and whatever the router itself has moved because a line failed; another one when a line that plans rest on was added, changed, removed or reordered.</summary>
    public static string Fingerprint(RouterModel live) => ConfigFingerprint.Of(AtRest.Of(live));

    /// <summary>Why a plan does not fit the router any more, as a sentence; null while it does.</summary>
    public static string? WhyStale(RouterModel live, Plan plan)
    {
        if (Fingerprint(live) != plan.Fingerprint)
            return "The router's configuration has changed since this plan was made.";
        if (plan.TakesBack)
            return null;
        if (LeaseSteps.Moved(live, plan) is { } wan)
            return $"The ISP of {wan} has given a gateway since this plan was made, or another one, and the plan would write what was known then.";
        return PlannedRows.Missing(live.Items, plan, "/ip/route") is { } step
            ? $"The router itself has moved a route since this plan was made, by what its scripts do when a line fails, and step {step + 1} would not find it." : null;
    }

    /// <summary>A plan that touches what is held back at this moment lets it go first.</summary>
    private static IEnumerable<PlanStep> BackFirst(RouterModel live, ImmutableArray<HeldRow> held, PlanContext context) =>
        held.Any(row => context.Steps.Any(step => step.Do.Menu == row.Row.Menu && step.Do.Verb != "add" && RowMatch.Fits(row.Released, step.Do.Target))) ? GateRelease.Steps(live, held) : [];
}
