using System.Collections.Immutable;
using System.Text.Json;
using DualWanPortal.Alerts;
using DualWanPortal.Audit;
using DualWanPortal.Failover.Incidents;
using DualWanPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace DualWanPortal.Polling;

/// <summary>Writes what a look at a router led to: state, events, incidents and the alerts they owe, all or nothing.</summary>
public sealed class WatchLedger(IDbContextFactory<PortalDb> databases, AlertBell bell, TimeProvider time) : IDisposable
{
    // SQLite has one writer at a time and lets the others sleep: queueing here costs no thread.
    private readonly SemaphoreSlim _writer = new(1, 1);

    /// <summary>What was known before the portal last stopped; empty for a new router.</summary>
    public async Task<IncidentState> LoadAsync(int routerId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var row = await db.RouterStates.AsNoTracking().FirstOrDefaultAsync(state => state.RouterId == routerId, cancellationToken);
        return row is null ? IncidentState.Empty : JsonSerializer.Deserialize<IncidentState>(row.IncidentState) ?? IncidentState.Empty;
    }

    public Task<bool> RecordAsync(int routerId, IncidentState state, ImmutableArray<FailoverEvent> events, CancellationToken cancellationToken) =>
        RecordAsync(routerId, state, events, null, cancellationToken);

    /// <summary>Returns false when the router was removed meanwhile: there is nothing left to write to.</summary>
    internal async Task<bool> RecordAsync(int routerId, IncidentState state, ImmutableArray<FailoverEvent> events, AuditEntry? audit, CancellationToken cancellationToken)
    {
        await _writer.WaitAsync(cancellationToken);
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            if (!await db.Routers.AnyAsync(router => router.Id == routerId, cancellationToken))
                return false;
            await WriteAsync(db, routerId, state, events, audit, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        finally
        {
            _writer.Release();
        }
        if (!events.IsEmpty || audit is { Owed.IsEmpty: false })
            bell.Ring();
        return true;
    }

    public void Dispose() => _writer.Dispose();

    private async Task WriteAsync(PortalDb db, int routerId, IncidentState state, ImmutableArray<FailoverEvent> events, AuditEntry? audit, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var json = JsonSerializer.Serialize(state);
        if (await db.RouterStates.FirstOrDefaultAsync(row => row.RouterId == routerId, cancellationToken) is { } present)
            (present.IncidentState, present.UpdatedAt) = (json, now);
        else
            db.RouterStates.Add(new RouterStateRecord { RouterId = routerId, IncidentState = json, UpdatedAt = now });

        var incidents = await db.Incidents.Where(row => row.RouterId == routerId && row.ClosedAt == null).ToListAsync(cancellationToken);
        var opened = IncidentBook.Reconcile(routerId, incidents, state, events, state.LastVerdictAt is { } judged && state.Reachable == true ? judged : now);
        db.Incidents.AddRange(opened);
        // Their ids are needed below; the transaction keeps all of it one.
        await db.SaveChangesAsync(cancellationToken);

        incidents.AddRange(opened);
        var rows = events.Select(happened => new EventRecord
        {
            RouterId = routerId, At = happened.At, RecordedAt = now, Kind = happened.Kind.Word(), Wan = happened.Wan, Cause = happened.Cause,
            Evidence = JsonSerializer.Serialize(happened.Evidence),
            IncidentId = IncidentBook.KindOf(happened.Kind) is { } kind ? incidents.Find(row => row.Kind == kind && (kind != IncidentBook.WanDown || row.Wan == happened.Wan))?.Id : null,
        }).ToList();
        db.Events.AddRange(rows);
        if (audit is not null)
            await audit.WriteAsync(db, cancellationToken);
        await Outbox.OweAsync(db, [.. rows, .. audit?.Owed ?? []], now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }
}
