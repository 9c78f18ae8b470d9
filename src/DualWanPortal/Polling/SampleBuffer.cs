using DualWanPortal.Failover.Wans;
using DualWanPortal.Operations;
using DualWanPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace DualWanPortal.Polling;

/// <summary>
/// Gathers probe results to one row per WAN and minute and writes all routers' rows together: a fleet would otherwise write millions of rows a day.
/// A kill loses the last minute of a chart, never an event.
/// </summary>
public sealed class SampleBuffer(IDbContextFactory<PortalDb> databases, TimeProvider time, ILogger<SampleBuffer> log) : Patrol("probe results", s_bucket, time, log)
{
    private static readonly TimeSpan s_bucket = TimeSpan.FromMinutes(1);
    private readonly Lock _lock = new();
    private Dictionary<(int Router, string Wan, DateTimeOffset Minute), Sum> _sums = [];

    public void Add(int routerId, IEnumerable<ProbeResult> results)
    {
        lock (_lock)
        {
            foreach (var result in results.Where(result => result.Sent > 0))
            {
                var key = (routerId, result.Interface, new DateTimeOffset(result.At.UtcTicks - (result.At.UtcTicks % s_bucket.Ticks), TimeSpan.Zero));
                var sum = _sums.GetValueOrDefault(key);
                _sums[key] = new Sum(sum.Sent + result.Sent, sum.Received + result.Received, sum.RttMs + ((result.RttMs ?? 0) * result.Received));
            }
        }
    }

    /// <summary>Writes what was gathered.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        Dictionary<(int Router, string Wan, DateTimeOffset Minute), Sum> sums;
        lock (_lock)
            (sums, _sums) = (_sums, []);
        if (sums.Count == 0)
            return;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var known = (await db.Routers.Select(router => router.Id).ToListAsync(cancellationToken)).ToHashSet();
        db.LinkSamples.AddRange(sums.Where(pair => known.Contains(pair.Key.Router)).Select(pair => new LinkSampleRecord
        {
            RouterId = pair.Key.Router, Wan = pair.Key.Wan, At = pair.Key.Minute, Sent = pair.Value.Sent, Received = pair.Value.Received,
            RttMs = pair.Value.Received == 0 ? null : Math.Round(pair.Value.RttMs / pair.Value.Received, 3),
        }));
        await db.SaveChangesAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await LastRoundAsync(TimeSpan.FromSeconds(3));
    }

    protected override Task RoundAsync(CancellationToken cancellationToken) => FlushAsync(cancellationToken);

    private readonly record struct Sum(int Sent, int Received, double RttMs);
}
