using System.Collections.Immutable;
using DualWanPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace DualWanPortal.Routers;

/// <summary>Reads stored probes for charts.</summary>
public sealed class LinkHistory(IDbContextFactory<PortalDb> databases)
{
    public async Task<ImmutableArray<LatencyBucket>> LatencyAsync(int routerId, string wan, DateTimeOffset from, DateTimeOffset to, int buckets, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var probes = await db.LinkSamples.AsNoTracking()
            .Where(sample => sample.RouterId == routerId && sample.Wan == wan && sample.At >= from && sample.At < to)
            .OrderBy(sample => sample.At)
            .Select(sample => new ProbeFact(sample.At, sample.Sent, sample.Received, sample.RttMs))
            .ToListAsync(cancellationToken);
        return LatencyBuckets.Fold(probes, from, to, buckets);
    }
}
