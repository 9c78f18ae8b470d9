using System.Collections.Immutable;
using DualWanPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace DualWanPortal.Audit;

/// <summary>A score that held from then on.</summary>
public sealed record ScorePoint(DateTimeOffset At, int Score);

/// <summary>Reads how scores went.</summary>
public sealed class AuditScores(IDbContextFactory<PortalDb> databases)
{
    private const int Most = 500;

    /// <summary>Oldest first, at most the newest five hundred.</summary>
    public async Task<ImmutableArray<ScorePoint>> OfRouterAsync(int routerId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await db.AuditScores.AsNoTracking().Where(row => row.RouterId == routerId && row.Score != null).OrderByDescending(row => row.At).ThenByDescending(row => row.Id).Take(Most)
            .Select(row => new ScorePoint(row.At, row.Score!.Value)).ToListAsync(cancellationToken);
        return [.. Enumerable.Reverse(rows)];
    }
}
