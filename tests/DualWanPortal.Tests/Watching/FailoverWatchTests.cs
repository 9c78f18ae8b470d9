using DualWanPortal.Failover.Wans;
using DualWanPortal.Live;
using DualWanPortal.Polling;
using DualWanPortal.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DualWanPortal.Tests.Watching;

public sealed class FailoverWatchTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FirstRead_TwoIsps_ShowsBothWansAndWhichIsActive()
    {
        await using var site = await WatchedSite.StartAsync();

        var verdict = site.Snapshot.Verdict;
        Assert.Equal(RouterState.Working, verdict.State);
        Assert.Equal(["ether1", "ether2"], verdict.Wans.Select(wan => wan.Link.Interface));
        Assert.Equal("ether1", verdict.ActiveWan);
        Assert.NotEmpty(site.Snapshot.Model!.Nat);
        Assert.NotNull(site.Snapshot.AsOf);
        Assert.Equal("7.21", site.Snapshot.Version![..4]);
        Assert.Empty(await site.EventsAsync());
    }

    [Fact]
    public async Task CableCut_WithoutAnyPoll_IsOnBackupAndToldInOneTransaction()
    {
        await using var site = await WatchedSite.StartAsync();
        await site.QueryAsync(async db =>
        {
            db.Channels.Add(new ChannelRecord { Name = "hook", Kind = "none", ProtectedSettings = "", CreatedAt = DateTimeOffset.UnixEpoch });
            return await db.SaveChangesAsync(Cancelled);
        });

        await site.FaultAsync("ether1", "cable-out");
        await site.EventuallyAsync(() => site.Snapshot.Verdict.State == RouterState.OnBackup, "the site is on backup");

        Assert.Equal("ether2", site.Snapshot.Verdict.ActiveWan);
        Assert.Contains("ether1", site.Snapshot.Verdict.Why, StringComparison.Ordinal);
        var events = await site.EventsAsync();
        Assert.Contains(events, row => row is { Kind: "failover", Wan: "ether2" });
        Assert.Contains(events, row => row is { Kind: "wan-down", Wan: "ether1" });
        // Echoes of before the cut are no evidence for what came after it.
        Assert.All(events, row => Assert.DoesNotContain("by ether1", row.Evidence, StringComparison.Ordinal));
        var deliveries = await site.QueryAsync(db => db.Deliveries.AsNoTracking().ToListAsync(Cancelled));
        Assert.Equal(events.Select(row => (long?)row.Id).Order(), deliveries.Select(row => row.EventId).Order());
        var incidents = await site.QueryAsync(db => db.Incidents.AsNoTracking().ToListAsync(Cancelled));
        Assert.Contains(incidents, row => row is { Kind: "on-backup", ClosedAt: null });
        Assert.Contains(incidents, row => row is { Kind: "wan-down", Wan: "ether1", ClosedAt: null });
        Assert.All(events, row => Assert.Contains(incidents, incident => incident.Id == row.IncidentId));
    }

    [Fact]
    public async Task CableMended_AfterFailover_IsFailbackAndClosesTheIncidents()
    {
        await using var site = await WatchedSite.StartAsync();
        await site.FaultAsync("ether1", "cable-out");
        await site.EventuallyAsync(() => site.Snapshot.Verdict.State == RouterState.OnBackup, "the site is on backup");

        await site.MendAsync();
        await site.EventuallyAsync(() => site.Snapshot.Verdict.State == RouterState.Working, "the site works again");

        Assert.Equal("ether1", site.Snapshot.Verdict.ActiveWan);
        Assert.Contains(await site.EventsAsync(), row => row is { Kind: "failback", Wan: "ether1" });
        Assert.True(await site.QueryAsync(db => db.Incidents.AllAsync(row => row.ClosedAt != null, Cancelled)));
    }

    [Fact]
    public async Task Restart_WhileOnBackup_TellsNothingTwiceAndKeepsSince()
    {
        var data = TestPortal.NewFolder();
        List<EventRecord> before;
        DateTimeOffset since;
        await using (var first = await WatchedSite.StartAsync(options: options => options with { Data = data }, keepData: true))
        {
            await first.FaultAsync("ether1", "cable-out");
            await first.EventuallyAsync(() => first.Snapshot.Verdict.State == RouterState.OnBackup, "the site is on backup");
            before = await first.EventsAsync();
            since = first.Snapshot.StateSince;
            Assert.NotEmpty(before);

            await first.StopPortalAsync();
            await using var again = await TestPortal.StartAsync(Cancelled, options: options => options with { Data = data }, keepData: true);
            var watch = again.Services.GetRequiredService<RouterWatches>().Get(first.RouterId);
            Assert.Equal(PollOutcome.Answered, await watch.PollAsync(Cancelled));
            Assert.Equal(PollOutcome.Answered, await watch.PollAsync(Cancelled));

            var live = again.Services.GetRequiredService<LiveState>().Current.Routers[first.RouterId];
            Assert.Equal(RouterState.OnBackup, live.Verdict.State);
            Assert.Equal(since, live.StateSince);
            var db = again.Services.GetRequiredService<IDbContextFactory<PortalDb>>();
            await using var rows = await db.CreateDbContextAsync(Cancelled);
            Assert.Equal(before.Select(row => row.Id), await rows.Events.Where(row => row.Kind != "audited").OrderBy(row => row.Id).Select(row => row.Id).ToListAsync(Cancelled));
        }
    }
}
