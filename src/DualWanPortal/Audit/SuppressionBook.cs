using System.Collections.Immutable;
using DualWanPortal.Failover.Audit;
using DualWanPortal.Failover.Audit.Suppressions;
using DualWanPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace DualWanPortal.Audit;

/// <summary>What people decided to live with, as stored. Those that nobody took back are kept at hand, because every look at every router asks.</summary>
public sealed class SuppressionBook(IDbContextFactory<PortalDb> databases, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _loading = new(1, 1);
    private StandingRows? _standing;

    /// <summary>Those that hold for a router now, oldest first.</summary>
    public async Task<ImmutableArray<Suppression>> HoldingAsync(int routerId, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var standing = await StandingAsync(cancellationToken);
        return standing.IsEmpty ? [] : [.. standing.Where(row => row.RouterId is null || row.RouterId == routerId).Select(Of).Where(one => one.HoldsAt(at))];
    }

    /// <summary>Of suppressions that no longer hold: who took each back; those that ran out are not in it.</summary>
    public async Task<ImmutableDictionary<int, string>> EndedByAsync(IReadOnlyCollection<int> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
            return ImmutableDictionary<int, string>.Empty;
        var wanted = ids.ToArray();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return (await db.Suppressions.Where(row => wanted.Contains(row.Id) && row.EndedBy != null).ToListAsync(cancellationToken)).ToImmutableDictionary(row => row.Id, row => row.EndedBy!);
    }

    /// <summary>Newest first; those that ended too when asked for.</summary>
    public async Task<ImmutableArray<SuppressionRecord>> ListAsync(int? routerId, bool ended, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var rows = db.Suppressions.AsNoTracking().Where(row => ended || (row.EndedAt == null && (row.Until == null || row.Until > now)));
        if (routerId is { } id)
            rows = rows.Where(row => row.RouterId == null || row.RouterId == id);
        return [.. await rows.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id).Take(1000).ToListAsync(cancellationToken)];
    }

    public async Task<SuppressionResult> AddAsync(SuppressionInput input, string by, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var problems = input.Problems(now);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (input.RouterId is { } router && !await db.Routers.AnyAsync(row => row.Id == router, cancellationToken))
            problems["routerId"] = [$"There is no router {router}."];
        if (problems.Count > 0)
            return new SuppressionResult.Invalid(problems);
        var row = new SuppressionRecord
        {
            RouterId = input.RouterId, Rule = input.Rule!, Subject = input.Subject is { Length: > 0 } subject ? subject : null, Reason = input.Reason!.Trim(), CreatedBy = by, CreatedAt = now, Until = input.Until?.ToUniversalTime(),
        };
        db.Suppressions.Add(row);
        await db.SaveChangesAsync(cancellationToken);
        await ForgetAsync();
        return new SuppressionResult.Added(row);
    }

    /// <summary>Takes one back; null when there is none that holds.</summary>
    public async Task<SuppressionRecord?> EndAsync(int id, string by, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Suppressions.FirstOrDefaultAsync(row => row.Id == id && row.EndedAt == null, cancellationToken) is not { } row)
            return null;
        (row.EndedAt, row.EndedBy) = (time.GetUtcNow(), by);
        await db.SaveChangesAsync(cancellationToken);
        await ForgetAsync();
        return row;
    }

    public void Dispose() => _loading.Dispose();

    private async Task<ImmutableArray<SuppressionRecord>> StandingAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _standing) is { } known)
            return known.Rows;
        await _loading.WaitAsync(cancellationToken);
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            ImmutableArray<SuppressionRecord> read = [.. await db.Suppressions.AsNoTracking().Where(row => row.EndedAt == null).OrderBy(row => row.Id).ToListAsync(cancellationToken)];
            Volatile.Write(ref _standing, new StandingRows(read));
            return read;
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <summary>After a load that is under way: what it read may be what was before.</summary>
    private async Task ForgetAsync()
    {
        // What is stored already must not stay unseen because the caller went away.
        await _loading.WaitAsync(CancellationToken.None);
        Volatile.Write(ref _standing, null);
        _loading.Release();
    }

    private static Suppression Of(SuppressionRecord row) => new(row.Rule, row.Subject, row.Reason, row.Until) { Id = row.Id, By = row.CreatedBy };

    private sealed record StandingRows(ImmutableArray<SuppressionRecord> Rows);
}

/// <summary>What a person decides.</summary>
/// <param name="RouterId">Null for every router.</param>
/// <param name="Subject">One finding of the rule; null or empty for all of them.</param>
/// <param name="Until">Null for no end.</param>
public sealed record SuppressionInput(int? RouterId, string? Rule, string? Subject, string? Reason, DateTimeOffset? Until)
{
    private const int LongestReason = 500;

    /// <summary>Field name to sentences; empty when all is right.</summary>
    public Dictionary<string, string[]> Problems(DateTimeOffset now)
    {
        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (Rule is null || !Auditor.Rules.Any(rule => rule.Id == Rule))
            problems["rule"] = ["There is no such rule; GET /api/v1/audit/rules lists them."];
        if (string.IsNullOrWhiteSpace(Reason) || Reason.Length > LongestReason)
            problems["reason"] = [$"Say why in 1 to {LongestReason} characters: whoever finds this in a year has to understand it."];
        if (Subject?.Length > 200)
            problems["subject"] = ["The subject is at most 200 characters; it is that of the finding."];
        if (Until is { } until && until <= now)
            problems["until"] = ["The end is in the future, or none is given."];
        return problems;
    }
}

/// <summary>What came of adding one.</summary>
public abstract record SuppressionResult
{
    private SuppressionResult()
    {
    }

    public sealed record Added(SuppressionRecord Row) : SuppressionResult;

    /// <param name="Problems">Field name to sentences.</param>
    public sealed record Invalid(IReadOnlyDictionary<string, string[]> Problems) : SuppressionResult;
}
