using System.Collections.Immutable;
using System.Globalization;

namespace DualWanPortal.Failover.Wans;

/// <summary>What the fresh probes by one WAN say together.</summary>
/// <param name="LossPercent">Of the target that answered best: one silent host does not make a WAN bad, the others tell that it works. Null when nothing was sent.</param>
internal sealed record ProbeSummary(double? LossPercent, double? RttMs, ImmutableArray<string> SilentTargets, ImmutableArray<Evidence> Evidence)
{
    /// <summary>Older probes say nothing about now.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromMinutes(5);

    public const double DegradedFromPercent = 20;

    public bool Measured => LossPercent is not null;
    public bool NothingGetsThrough => LossPercent >= 100;
    public bool Lossy => LossPercent is >= DegradedFromPercent and < 100;

    public static ProbeSummary Of(WanLink link, IEnumerable<ProbeResult> probes, DateTimeOffset now)
    {
        var fresh = probes.Where(probe => (probe.Interface == link.Interface || probe.Interface == link.Port) && probe.Sent > 0 && now - probe.At <= Freshness).ToList();
        var targets = fresh.GroupBy(probe => probe.Target, StringComparer.Ordinal)
            .Select(group => (Target: group.Key, Sent: group.Sum(probe => probe.Sent), Received: group.Sum(probe => probe.Received)))
            .ToList();
        if (targets.Count == 0)
            return new ProbeSummary(null, null, [], []);
        var answered = fresh.Where(probe => probe is { Received: > 0, RttMs: not null }).ToList();
        return new ProbeSummary(
            targets.Min(target => 100.0 * (target.Sent - target.Received) / target.Sent),
            answered.Count == 0 ? null : answered.Sum(probe => probe.RttMs!.Value * probe.Received) / answered.Sum(probe => probe.Received),
            [.. targets.Where(target => target.Received == 0).Select(target => target.Target)],
            [.. targets.Select(target => new Evidence(null, string.Create(CultureInfo.InvariantCulture, $"ping {target.Target} by {link.Interface}: {target.Received} of {target.Sent} came back")))]);
    }
}
