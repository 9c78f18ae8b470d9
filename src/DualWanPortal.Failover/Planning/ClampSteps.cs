using DualWanPortal.Failover.Audit.Rules;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Planning;

/// <summary>
/// A site that fits TCP to one of its lines by a rule for that line gets the same for the others whose packets are smaller than on Ethernet, or may be: behind a mobile link
/// nobody knows (reference 5.x, 23). PPP profiles clamp by themselves unless told not to.
/// </summary>
internal static class ClampSteps
{
    private const string Mangle = "/ip/firewall/mangle";

    public static void Plan(PlanContext context)
    {
        var now = context.SoFar();
        if (!now.Mangle.Any(rule => !rule.Disabled && rule.Action == "change-mss" && context.Wans.Any(wan => wan.Interface == rule.OutInterface)))
            return;
        foreach (var wan in context.Wans.Where(wan => (wan.Kind == WanKind.Lte || MssClamp.Cause(now, wan) is not null) && !MssClamp.IsClamped(now, wan)))
        {
            var (tag, why) = ($"mss-{wan.Interface}", $"segments are fitted to another line by a rule and to {wan.Interface} by none: after a switch some pages and uploads would stall");
            if (context.Live.Menu(Mangle).FirstOrDefault(row => row["comment"] == "dwp:" + tag) is { } own)
                context.Do(StepOf.Set(context.Live, own, why, ("disabled", "no")));
            else
                context.Do(StepOf.Add(Mangle, tag, why, ("chain", "forward"), ("action", "change-mss"), ("new-mss", "clamp-to-pmtu"), ("out-interface", wan.Interface), ("protocol", "tcp"), ("tcp-flags", "syn")));
        }
    }
}
