using System.Collections.Immutable;
using DualWanPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace DualWanPortal.Configs;

/// <summary>Reads the configurations that a router has had.</summary>
public sealed class ConfigHistory(IDbContextFactory<PortalDb> databases, ConfigRecorder recorder)
{
    /// <summary>Newest first.</summary>
    /// <param name="before">Only versions with a lower number; null for all.</param>
    public async Task<ImmutableArray<ConfigVersion>> ListAsync(int routerId, int? before, int limit, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rows = db.ConfigVersions.AsNoTracking().Where(row => row.RouterId == routerId && (before == null || row.Number < before));
        return
        [
            .. await rows.OrderByDescending(row => row.Number).Take(Math.Clamp(limit, 1, 500))
                .Select(row => new ConfigVersion(row.Number, row.Hash, row.Lines, row.LinesAdded, row.LinesRemoved, row.FirstSeenAt, row.LastSeenAt, row.ChangedBy, row.KnownFrom, row.PlanId)).ToListAsync(cancellationToken),
        ];
    }

    /// <summary>The text of a version; null when there is none of that number.</summary>
    public async Task<string?> ReadAsync(int routerId, int number, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.ConfigVersions.AsNoTracking().FirstOrDefaultAsync(row => row.RouterId == routerId && row.Number == number, cancellationToken) is { } row ? recorder.Open(row) : null;
    }

    /// <summary>How one version became the other; null when one of them is not there.</summary>
    public async Task<ImmutableArray<DiffLine>?> DiffAsync(int routerId, int from, int to, CancellationToken cancellationToken) =>
        await ReadAsync(routerId, from, cancellationToken) is { } older && await ReadAsync(routerId, to, cancellationToken) is { } newer ? LineDiff.Of(older, newer) : null;
}

/// <summary>One version without its text.</summary>
/// <param name="Version">1 for the first one seen.</param>
/// <param name="LinesAdded">Against the version before; 0 for the first.</param>
/// <param name="LastSeenAt">When the router last had it; for the newest one, when it was stored.</param>
/// <param name="ChangedBy">Null where nothing says who.</param>
/// <param name="KnownFrom"><c>history</c> and <c>log</c> of the router, or <c>plan</c>.</param>
public sealed record ConfigVersion(
    int Version, string Hash, int Lines, int LinesAdded, int LinesRemoved, DateTimeOffset FirstSeenAt, DateTimeOffset LastSeenAt, string? ChangedBy, string? KnownFrom, int? PlanId);
