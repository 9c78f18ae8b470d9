using DualWanPortal.Failover.Planning.Gates;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning;

/// <summary>A plan that only changes which WAN comes first: for a person who wants traffic elsewhere now, whatever a policy says.</summary>
/// <param name="From">The WAN that came first so far.</param>
public sealed record ManualSwitch(Plan Plan, FailoverPolicy Policy, string From)
{
    /// <param name="wan">Interface that is to come first; the others keep their order behind it.</param>
    /// <returns>The switch, or one sentence that says why there is none.</returns>
    public static (ManualSwitch? Switch, string? Why) To(RouterModel live, string wan)
    {
        var found = WanDetection.Find(live);
        if (found.All(link => link.Interface != wan))
            return (null, found.IsEmpty ? "This router has no WAN." : $"{wan} is no WAN of this router; it has {string.Join(", ", found.Select(link => link.Interface))}.");
        if (found[0].Interface == wan && Back(live) is { Switch: { } back })
            return (back, null);
        var from = found.OrderBy(link => link.Distance ?? int.MaxValue).First().Interface;
        var policy = new FailoverPolicy
        {
            Name = $"prefer {wan}", WanOrder = [wan], Wans = [new PolicyWan { Interface = wan, Metered = false }], CheckGateway = false, FirstDistance = Math.Clamp(found.Min(link => link.Distance) ?? 1, 1, 100),
        };
        var context = new PlanContext(live, policy);
        SwitchMoves.Plan(context);
        if (SwitchMark.Normal(live, found)[0].Interface == wan)
            SwitchMark.Take(context);
        else if (context.Steps.Count > 0)
            SwitchMark.Put(context, found);
        return context.Steps.Count == 0
            ? (null, $"{wan} is preferred already.")
            : (new ManualSwitch(new Plan([.. context.Steps], [.. context.NotCured], Planner.Fingerprint(live)), policy, from), null);
    }

    /// <summary>The way back to WANs that the router itself keeps out of use until they have proved themselves, or until somebody says so.</summary>
    /// <returns>The way, or one sentence that says why there is none.</returns>
    public static (ManualSwitch? Switch, string? Why) Back(RouterModel live)
    {
        var steps = GateRelease.Steps(live);
        var first = WanDetection.Find(live).FirstOrDefault()?.Interface;
        if (steps.IsEmpty || first is null)
            return (null, "The router keeps no WAN out of use that is well.");
        var policy = new FailoverPolicy { Name = $"back to {first}", WanOrder = [first], CheckGateway = false };
        return (new ManualSwitch(new Plan(steps, [], Planner.Fingerprint(live)), policy, first), null);
    }
}
