using System.Collections.Immutable;
using DualWanPortal.Failover.Audit.Paths;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>The check of the primary needs long to notice an outage.</summary>
public sealed class DetectSlow : IAuditRule
{
    /// <summary>Longer than the router's own gateway check ever needs with its standard times (30 s, reference 4.3).</summary>
    private static readonly TimeSpan s_target = TimeSpan.FromSeconds(45);

    public string Id => "detect-slow";
    public Severity Severity => Severity.Low;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (subject.Wans.Length < 2)
            yield break;
        var times = subject.Leading.SelectMany(route => route.Guards).Where(guard => guard.Certain && guard.Reach >= GuardReach.NextHop)
            .Select(guard => (Guard: guard, Worst: Worst(subject.Model, guard))).ToList();
        // The quickest of several decides; one whose time is not known may be it.
        if (times.Count == 0 || times.Exists(entry => entry.Worst is null))
            yield break;
        var (quickest, worst) = times.MinBy(entry => entry.Worst);
        if (worst <= s_target)
            yield break;
        yield return new Finding(Id, Severity, FormattableString.Invariant($"An outage is noticed only after {worst!.Value.TotalSeconds:0} s"),
            FormattableString.Invariant($"In the worst case {worst.Value.TotalSeconds:0} seconds pass until an outage of {subject.Wans[0].Interface} is noticed and traffic moves; {s_target.TotalSeconds:0} is the aim."),
            [quickest.Evidence], Fix(quickest));
    }

    private static TimeSpan? Worst(RouterModel model, Guard guard)
    {
        switch (guard.Kind)
        {
            case GuardKind.Netwatch:
                var v6 = Dialect.IsV6(model) == true;
                // v6 asks every minute unless told otherwise, v7 every ten seconds (reference 3.11).
                return Time(guard.Item, "interval", v6 ? 60 : 10) + Time(guard.Item, "timeout", v6 ? 1 : 3);
            case GuardKind.Script:
                return RouterOsDuration.TryParse(guard.Item["interval"], out var every) && every > TimeSpan.Zero ? every : null;
            default:
                if (model.Version?.AtLeast(7, 21) != true)
                    return TimeSpan.FromSeconds(30);
                var settings = model.Menu("/routing/settings").FirstOrDefault() ?? ConfigItem.Of("/routing/settings");
                return (Time(settings, "check-gateway-ping-interval", 10) * Math.Max(1, settings.Number("check-gateway-ping-count", 2))) + Time(settings, "check-gateway-ping-timeout", 1);
        }
    }

    private static TimeSpan Time(ConfigItem item, string name, int absentSeconds) => RouterOsDuration.TryParse(item[name], out var time) ? time : TimeSpan.FromSeconds(absentSeconds);

    private static ImmutableArray<string> Fix(Guard guard) => guard.Kind switch
    {
        GuardKind.Netwatch => [$"/tool netwatch set {Planning.Cli.Find(guard.Item, "host")} interval=10s timeout=2s"],
        GuardKind.Script => [$"/system scheduler set {Planning.Cli.Find(guard.Item, "name")} interval=30s"],
        _ => ["/routing settings set check-gateway-ping-interval=10s check-gateway-ping-timeout=1s check-gateway-ping-count=2"],
    };
}
