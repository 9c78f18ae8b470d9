using System.Collections.Immutable;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning.Gates;

/// <summary>
/// One line on the router that looks every few seconds which WAN carries the traffic: it holds a WAN back that has to prove itself and cleans connections.
/// Netwatch where it can (nothing gates it, reference 3.15), the scheduler on versions before, where it tells people as well.
/// </summary>
internal static class GateSteps
{
    private const string Tag = "wan-gate1";
    private const string Every = "3s";

    /// <summary>What an earlier plan made is not retired when this one has a use for it.</summary>
    public static void Keep(PlanContext context)
    {
        if (IsNeeded(context) && Present(context) is { } row)
            context.Keep(row);
        TellSteps.Keep(context);
    }

    public static void Plan(PlanContext context)
    {
        if (IsNeeded(context))
            Guard(context);
        TellSteps.Plan(context);
    }

    /// <summary>There is something to hold back or to clean, or nothing else could tell people.</summary>
    private static bool IsNeeded(PlanContext context) => context.Policy is { IsAttended: true } policy
        && (policy.IsGated || (policy.Cleans && policy.Method != FailoverMethod.Netwatch) || (policy.Notify is not null && !TellSteps.IsApart(context)));

    private static void Guard(PlanContext context)
    {
        ImmutableArray<GatedWan> gated = context.Policy.IsGated ? [.. context.Wans.SkipLast(1).Select(wan => GatedWan.Of(context, wan)).OfType<GatedWan>()] : [];
        var script = new GateScript(context.Policy, context.IsV6, [.. context.Wans.Select(wan => wan.Interface)], gated, TellSteps.IsApart(context) ? "" : TellSteps.Text(context)).Text;
        var why = Why(context, gated);
        if (Present(context) is { } row)
        {
            context.Do(StepOf.Set(context.Live, row, why, Wanted(context, script)));
            return;
        }
        foreach (var wan in gated)
            WaysBack(context, wan);
        context.Do(StepOf.Add(Menu(context), Tag, why, Wanted(context, script)));
    }

    private static string Why(PlanContext context, ImmutableArray<GatedWan> gated)
    {
        var policy = context.Policy;
        var parts = new List<string>();
        if (!gated.IsEmpty)
            parts.Add($"{string.Join(" and ", gated.Select(wan => wan.Link))} that was out is used again only when {(policy.Failback == FailbackMode.Manual ? "somebody says so" : "it has proved itself")}");
        if (policy.Cleans && policy.Method != FailoverMethod.Netwatch)
            parts.Add("calls and tunnels begin anew when traffic moves");
        if (policy.Notify is not null && !TellSteps.IsApart(context))
            parts.Add("the router tells of it by itself");
        return string.Join("; ", parts) + "; which WAN is used remains the business of routing";
    }

    /// <summary>Lines that the gate moves and this plan does not change otherwise: their distance is written as it is, so that taking the plan back also ends a hold.</summary>
    private static void WaysBack(PlanContext context, GatedWan wan)
    {
        foreach (var gated in wan.Rows)
        {
            var row = context.Live.Menu(gated.Row.Menu).FirstOrDefault(item => HeldDefaults.Selectors(item).Contains(gated.Selector) && !item.Flag("dynamic") && RowMatch.Has(item, gated.Property, DistanceSteps.Text(gated.Normal)));
            if (row is null || context.Steps.Any(step => step.Do.Menu == row.Menu && step.Do.Values.Any(value => value.Key == gated.Property) && RowMatch.Fits(row, step.Do.Target)))
                continue;
            context.Do(StepOf.Same(context.Live, row, gated.Property, $"from here on the router itself puts this at {gated.Held} while {wan.Link} has to prove itself"));
        }
    }

    private static (string, string)[] Wanted(PlanContext context, string script) => ByNetwatch(context)
        ? [("host", "127.0.0.1"), ("type", "simple"), ("interval", Every), ("timeout", "1s"), ("startup-delay", "10s"), ("test-script", script), ("disabled", "no")]
        : [("name", "dwp-" + Tag), ("start-time", "startup"), ("interval", Every), ("policy", "read,write,test"), ("on-event", script), ("disabled", "no")];

    /// <summary>Scripts of netwatch that run with every test exist since 7.4 (reference 3.11).</summary>
    internal static bool ByNetwatch(PlanContext context) => context.Live.Version is { } version && version.AtLeast(7, 4);

    private static string Menu(PlanContext context) => ByNetwatch(context) ? "/tool/netwatch" : "/system/scheduler";

    private static ConfigItem? Present(PlanContext context) => context.Live.Menu(Menu(context)).FirstOrDefault(row => row["comment"] == HeldDefaults.GateComment && !row.Flag("dynamic"));
}
