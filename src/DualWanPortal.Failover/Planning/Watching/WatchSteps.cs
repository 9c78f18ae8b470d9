using System.Collections.Immutable;
using System.Globalization;
using DualWanPortal.Failover.Planning.Canaries;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Failover.Planning.Watching;

/// <summary>Netwatch over the pinned hosts of each WAN: measures by loss and delay where the version can, and moves the WAN's default (reference 5 C).</summary>
internal static class WatchSteps
{
    /// <summary>Five minutes without a judgement after a restart are too many (reference 3.11).</summary>
    private const string AfterBoot = "30s";

    public static void Plan(PlanContext context, ImmutableArray<WanLeg> legs)
    {
        var now = context.SoFar();
        for (var i = 0; i < legs.Length; i++)
        {
            if (!legs[i].IsPlain && !legs[i].IsAdopted)
                Plan(context, legs[i], Selector(now, legs[i]), [.. legs.Skip(i + 1).Select(leg => leg.Wan.Interface)]);
        }
    }

    /// <summary>Measured by loss and delay rather than by one packet.</summary>
    public static bool Measures(PlanContext context) => context.Live.Version is { } version && version.AtLeast(7, 4);

    private static void Plan(PlanContext context, WanLeg leg, string route, ImmutableArray<string> behind)
    {
        var rows = context.Live.Menu("/tool/netwatch");
        var present = leg.Canaries.Select(host => rows.FirstOrDefault(row => row["host"] == host && Owned.Is(row, leg.Wan, "watch"))).ToList();
        var free = Enumerable.Range(1, 99).Select(number => FormattableString.Invariant($"{Owned.Mark}{leg.Tag("watch")}{number}")).Where(comment => context.IsFree("/tool/netwatch", comment)).GetEnumerator();
        var comments = present.ConvertAll(row => row?["comment"] ?? (free.MoveNext() ? free.Current : ""));
        for (var i = 0; i < leg.Canaries.Length; i++)
        {
            var scripts = new WatchScripts(leg.Wan.Interface, route, comments[i], [.. comments.Where(comment => comment != comments[i])], context.Policy, behind);
            var wanted = Wanted(context, leg, leg.Canaries[i], scripts);
            var why = $"{leg.Canaries[i]} is measured over {leg.Wan.Interface}; its verdict takes the default of {leg.Wan.Interface} out of use and puts it back";
            if (present[i] is { } row)
            {
                context.Keep(row);
                context.Do(StepOf.Set(context.Live, row, why, wanted));
            }
            else
                context.Do(StepOf.Add("/tool/netwatch", comments[i][Owned.Mark.Length..], why, wanted));
        }
    }

    /// <summary>What a script finds the default by: its comment, which is ours where we made it, else the host that only this default goes over.</summary>
    private static string Selector(RouterModel now, WanLeg leg)
    {
        var route = now.Routes.First(entry => entry is { IsDefault: true, Dynamic: false, Table: "main" } && entry.Gateways is [{ Interface: null } only] && only.Address?.ToString() == leg.Canaries[0]);
        return route.Comment is { Length: > 0 } comment && now.Routes.Count(other => other.Comment == comment) == 1
            ? $"comment={Cli.Quote(comment)}"
            : $"dst-address=\"0.0.0.0/0\" gateway=\"{leg.Canaries[0]}\"";
    }

    private static (string, string)[] Wanted(PlanContext context, WanLeg leg, string host, WatchScripts scripts)
    {
        var limits = Limits(context, leg);
        var values = new List<(string, string)> { ("host", host), ("interval", RouterOsDuration.Format(limits.Interval)), ("timeout", RouterOsDuration.Format(limits.Timeout)) };
        if (Measures(context))
        {
            values.AddRange([("type", "icmp"), ("packet-count", limits.Packets.ToString(CultureInfo.InvariantCulture)), ("packet-interval", RouterOsDuration.Format(limits.Gap)), ("thr-loss-percent", FormattableString.Invariant($"{limits.LossPercent}%")),
                ("thr-avg", RouterOsDuration.Format(limits.Average)), ("thr-max", RouterOsDuration.Format(limits.Longest)), ("thr-stdev", RouterOsDuration.Format(limits.Spread)), ("thr-jitter", RouterOsDuration.Format(limits.Spread)),
                ("startup-delay", AfterBoot)]);
        }
        values.AddRange([("down-script", scripts.Down), ("up-script", scripts.Up), ("disabled", "no")]);
        return [.. values];
    }

    /// <summary>Limits of the WAN's medium, with the interval that the policy's target needs.</summary>
    public static WatchLimits Limits(PlanContext context, WanLeg leg)
    {
        var limits = WatchLimits.Of(context.Policy.Wan(leg.Wan.Interface)?.Medium ?? WatchLimits.MediumOf(leg.Wan.Kind));
        if (!Measures(context))
            limits = limits with { Packets = 1 };
        if (context.IsMetered(leg.Wan))
            return limits.Thrifty() with { Packets = Math.Min(limits.Packets, 5) };
        return context.Policy.DetectWithin is { } target ? limits.Within(target) : limits;
    }
}
