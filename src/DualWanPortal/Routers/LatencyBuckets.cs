using System.Collections.Immutable;

namespace DualWanPortal.Routers;

/// <summary>One probe as stored.</summary>
public readonly record struct ProbeFact(DateTimeOffset At, int Sent, int Received, double? RttMs);

/// <summary>Probes of one stretch of time. Without probes there is no bucket: a gap stays a gap.</summary>
public sealed record LatencyBucket(DateTimeOffset From, double? Least, double? Middle, double? Most, double LossPercent, int Probes);

/// <summary>Folds probes into as many stretches as the chart is wide: the band from the least to the greatest round trip, the middle one, and the loss.</summary>
public static class LatencyBuckets
{
    public static ImmutableArray<LatencyBucket> Fold(IEnumerable<ProbeFact> probes, DateTimeOffset from, DateTimeOffset to, int count)
    {
        var width = (to - from).Ticks / count;
        return
        [
            .. probes.Where(probe => probe.Sent > 0 && probe.At >= from && probe.At < to)
                .GroupBy(probe => (probe.At - from).Ticks / width)
                .OrderBy(group => group.Key)
                .Select(group => Bucket(from.AddTicks(group.Key * width), [.. group])),
        ];
    }

    private static LatencyBucket Bucket(DateTimeOffset from, ImmutableArray<ProbeFact> probes)
    {
        var times = probes.Where(probe => probe.RttMs is not null).Select(probe => probe.RttMs!.Value).Order().ToList();
        var sent = probes.Sum(probe => probe.Sent);
        var loss = 100.0 * (sent - probes.Sum(probe => probe.Received)) / sent;
        return times.Count == 0
            ? new LatencyBucket(from, null, null, null, loss, probes.Length)
            : new LatencyBucket(from, times[0], times[times.Count / 2], times[^1], loss, probes.Length);
    }
}
