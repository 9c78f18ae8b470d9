using System.Collections.Immutable;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning.Holding;

/// <summary>When a router ends a hold by itself, by its own clock and in its own form of a date.</summary>
/// <param name="Date"><c>2026-01-31</c>, or <c>jan/31/2026</c> before 7.10 (reference 1.8).</param>
/// <param name="Clock"><c>06:00:00</c></param>
public sealed record HoldEnd(string Date, string Clock);

/// <summary>
/// A plan that keeps traffic on one WAN whatever the failback of the router's method says: the others step behind it by distance, those too that a watch has switched off
/// just now and will switch on again. If the held WAN dies, they still take over.
/// </summary>
/// <param name="Plan">With the router's own way out at its beginning, where it ends by itself.</param>
/// <param name="Move">The part that moves traffic.</param>
public sealed record WanHold(Plan Plan, Plan Move, FailoverPolicy Policy)
{
    /// <summary>Name of the script and of the scheduler that end it: a router is held once at a time.</summary>
    public const string Name = "dwp-hold";

    private const string Tag = "hold";

    /// <summary>Enough to move distances, and no more.</summary>
    private const string Rights = "read,write,test";

    /// <param name="wan">Interface that is to carry traffic.</param>
    /// <param name="end">When the router ends it; null when somebody else does.</param>
    /// <returns>The hold, or one sentence that says why there is none.</returns>
    public static (WanHold? Hold, string? Why) On(RouterModel live, string wan, HoldEnd? end)
    {
        // What a gate holds back now it will have released when the hold ends: the way back leads to where the line belongs, not to where it was put.
        live = HeldDefaults.Released(live);
        var found = WanDetection.Find(live);
        if (found.All(link => link.Interface != wan))
            return (null, found.IsEmpty ? "This router has no WAN." : $"{wan} is no WAN of this router; it has {string.Join(", ", found.Select(link => link.Interface))}.");
        var policy = new FailoverPolicy
        {
            Name = $"hold {wan}", WanOrder = [wan], Wans = [new PolicyWan { Interface = wan, Metered = false }], CheckGateway = false, FirstDistance = Math.Clamp(found.Min(link => link.Distance) ?? 1, 1, 100),
        };
        var context = new PlanContext(live, policy);
        DistanceSteps.Plan(context);
        PushBack(context, wan);
        if (context.Steps.Count == 0)
            return (null, $"{wan} comes first already, so there is nothing to come back to: traffic stays there as long as it works.");
        var move = new Plan([.. context.Steps], [.. context.NotCured.Where(line => !line.StartsWith("failback:", StringComparison.Ordinal))], Planner.Fingerprint(live));
        return (new WanHold(end is null ? move : move with { Steps = [.. WayOut(wan, move, end), .. move.Steps] }, move, policy), null);
    }

    /// <summary>The router's configuration as it would be without a hold: what a policy is to be compared with meanwhile.</summary>
    public static RouterModel Without(RouterModel live, ImmutableArray<RouterCommand> back) =>
        RouterModel.FromItems(PlannedRows.After(live.Items, back), live.Version, live.Warnings, null, live.MenusRead);

    /// <summary>A default that a watch has switched off keeps its place in the plan for a switch; here it must not come back in front.</summary>
    private static void PushBack(PlanContext context, string wan)
    {
        var defaults = DefaultPaths.Of(context.SoFar()).Where(path => path is { InMain: true, Route: { Dynamic: false, Gateways.Length: 1, Distance: < DistanceSteps.LastResort } }).ToList();
        var held = defaults.Where(path => path.Interface == wan).Select(path => path.Route.Distance).DefaultIfEmpty(context.Policy.FirstDistance).Max();
        var next = defaults.Select(path => path.Route.Distance).DefaultIfEmpty(held).Max() + 1;
        foreach (var path in defaults.Where(path => path.Interface != wan && path.Route.Disabled && path.Route.Distance <= held).OrderBy(path => path.Route.Distance))
        {
            context.Do(StepOf.Set(context.SoFar(), path.Route.Item, $"the default of {path.Interface} is switched off now and stays behind {wan} when something switches it on again",
                ("distance", DistanceSteps.Text(next))));
            next++;
        }
    }

    private static IEnumerable<PlanStep> WayOut(string wan, Plan move, HoldEnd end)
    {
        string[] tail =
        [
            $":log warning \"dwp: the hold on {wan} has ended\"",
            $":do {{/system scheduler remove [find comment=\"dwp:{Tag}\"]}} on-error={{}}",
            $":do {{/system script remove [find comment=\"dwp:{Tag}\"]}} on-error={{}}",
        ];
        var source = string.Join('\n', [.. RevertScript.Lines(move), .. tail]);
        yield return StepOf.Add("/system/script", Tag, "the router itself ends the hold by this script, which then removes itself", ("name", Name), ("policy", Rights), ("source", source));
        // Repeated, so that a router that was off at that minute ends it at the next one (reference 3.14).
        yield return StepOf.Add("/system/scheduler", Tag, "runs the script at the end of the hold, also when the portal is away", ("name", Name), ("on-event", Name), ("policy", Rights),
            ("start-date", end.Date), ("start-time", end.Clock), ("interval", "1m"));
    }
}
