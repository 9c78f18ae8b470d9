using DualWanPortal.Failover.Planning.Watching;
using DualWanPortal.Failover.Policies;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Failover.Planning;

/// <summary>The time in which a dead WAN is to be found out: the settings that reach it on this version, or that they do not (reference 4.3).</summary>
internal static class DetectionSteps
{
    private const string Menu = "/routing/settings";
    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_polite = TimeSpan.FromSeconds(5);

    /// <summary>Up to 7.20: a check every ten seconds, down after the second that is not answered within ten.</summary>
    private static readonly TimeSpan s_fixed = TimeSpan.FromSeconds(30);

    public static void Plan(PlanContext context)
    {
        if (context.Policy.DetectWithin is not { } target)
            return;
        if (context.Policy.Method == FailoverMethod.Netwatch)
        {
            TellOfWatches(context, target);
            return;
        }
        var blind = Uncured.Unchecked(context);
        foreach (var wan in blind)
            context.Say("detect-slow", $"nothing checks the default of {wan.Interface}: the {Seconds(target)} hold for a lost link only, and for a dead line behind {wan.Interface} no time can be named");
        if (blind.Count == context.Wans.Length)
            return;
        if (context.Live.Version is { } version && version.AtLeast(7, 21) && context.Live.Knows(Menu))
            Set(context, target);
        else if (target < s_fixed)
            context.Say("detect-slow", $"gateways are checked every 10 s and given up after two that are not answered within 10 s each, which RouterOS lets nobody change before 7.21: up to {Seconds(s_fixed)} until a dead line is noticed, not {Seconds(target)}");
    }

    private static void Set(PlanContext context, TimeSpan target)
    {
        var settings = context.Live.Menu(Menu).FirstOrDefault() ?? ConfigItem.Of(Menu);
        var (interval, timeout) = (Time(settings, "check-gateway-ping-interval"), Time(settings, "check-gateway-ping-timeout"));
        var count = int.TryParse(RowMatch.Of(settings, "check-gateway-ping-count"), System.Globalization.CultureInfo.InvariantCulture, out var misses) && misses > 0 ? misses : 2;
        if ((interval * count) + timeout <= target)
            return;
        var wanted = TimeSpan.FromMilliseconds(Math.Floor((target - timeout).TotalMilliseconds / count / 100) * 100);
        if (wanted < s_shortest)
        {
            context.Say("detect-slow", $"with {count} misses of {Seconds(timeout)} each nothing is noticed within {Seconds(target)}; lower check-gateway-ping-count or -timeout by hand");
            return;
        }
        var step = StepOf.Set(context.Live, settings, $"a dead line is to be noticed within {Seconds(target)}; with checks every {Seconds(interval)} it takes up to {Seconds((interval * count) + timeout)}", ("check-gateway-ping-interval", RouterOsDuration.Format(wanted)));
        context.Do(step is not null && wanted < s_polite ? step with { Remark = "Counts for every checked gateway of the router. Some hosts limit how often they answer: a pause under 5 s may look like an outage." } : step);
    }

    private static void TellOfWatches(PlanContext context, TimeSpan target)
    {
        foreach (var leg in context.Legs.Where(leg => leg is { IsPlain: false, IsAdopted: false }))
        {
            var limits = WatchSteps.Limits(context, leg);
            if (limits.Detects > target)
                context.Say("detect-slow", context.IsMetered(leg.Wan)
                    ? $"{leg.Wan.Interface} costs by the megabyte and is asked every {Seconds(limits.Interval)} only: up to {Seconds(limits.Detects)} until its death is noticed, not {Seconds(target)}"
                    : $"a test of {leg.Wan.Interface} takes up to {Seconds(limits.Test)}: up to {Seconds(limits.Detects)} until its death is noticed, not {Seconds(target)}");
        }
    }

    private static TimeSpan Time(ConfigItem settings, string name) => RouterOsDuration.TryParse(RowMatch.Of(settings, name), out var time) ? time : TimeSpan.Zero;

    private static string Seconds(TimeSpan time) => FormattableString.Invariant($"{Math.Ceiling(time.TotalSeconds * 10) / 10:0.#} s");
}
