using System.Collections.Immutable;
using DualWanPortal.Failover.Incidents;
using DualWanPortal.Failover.Wans;
using DualWanPortal.Polling;
using DualWanPortal.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DualWanPortal.Tests.Watching;

public sealed class WatchLedgerTests
{
    private static readonly DateTimeOffset s_at = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly IncidentState s_state = IncidentState.Empty with { Reachable = true, State = RouterState.Working, LastVerdictAt = s_at };
    private static readonly ImmutableArray<FailoverEvent> s_events = [new(FailoverEventKind.Failback, s_at, "ether1", "ether1 carries traffic again", [])];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Record_WhenTheOutboxCannotBeWritten_LeavesNeitherEventNorState()
    {
        await using var portal = await TestPortal.StartAsync(Cancelled);
        var id = await WatchedSite.AddAsync(portal, BadPeer.ClosedPort());
        await using var db = await portal.Services.GetRequiredService<IDbContextFactory<PortalDb>>().CreateDbContextAsync(Cancelled);
        db.Channels.Add(new ChannelRecord { Name = "hook", Kind = "none", ProtectedSettings = "", CreatedAt = s_at });
        await db.SaveChangesAsync(Cancelled);
        await db.Database.ExecuteSqlRawAsync("""ALTER TABLE "Deliveries" RENAME TO "Gone" """, Cancelled);

        await Assert.ThrowsAsync<DbUpdateException>(() => portal.Services.GetRequiredService<WatchLedger>().RecordAsync(id, s_state, s_events, Cancelled));

        Assert.Empty(await db.Events.AsNoTracking().ToListAsync(Cancelled));
        Assert.Empty(await db.RouterStates.AsNoTracking().Where(row => row.RouterId == id && row.IncidentState.Contains("Working")).ToListAsync(Cancelled));
        await db.Database.ExecuteSqlRawAsync("""ALTER TABLE "Gone" RENAME TO "Deliveries" """, Cancelled);
    }

    [Fact]
    public async Task Record_ThenLoad_GivesTheStateBack()
    {
        await using var portal = await TestPortal.StartAsync(Cancelled);
        var id = await WatchedSite.AddAsync(portal, BadPeer.ClosedPort());
        var ledger = portal.Services.GetRequiredService<WatchLedger>();
        var state = s_state with { Wans = [new WanMemory("ether1", WanState.Down, s_at, WanState.Down)], LastActiveWan = "lte1" };

        Assert.True(await ledger.RecordAsync(id, state, [], Cancelled));

        var loaded = await ledger.LoadAsync(id, Cancelled);
        Assert.Equal(state with { Wans = [] }, loaded with { Wans = [] });
        Assert.Equal(state.Wans, loaded.Wans);
    }

    [Fact]
    public async Task Record_OfARemovedRouter_WritesNothing()
    {
        await using var portal = await TestPortal.StartAsync(Cancelled);

        Assert.False(await portal.Services.GetRequiredService<WatchLedger>().RecordAsync(4711, s_state, s_events, Cancelled));
    }
}
