using DualWanPortal.Lab;
using DualWanPortal.Live;
using DualWanPortal.Polling;
using DualWanPortal.Routers;
using DualWanPortal.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DualWanPortal.Tests.Watching;

/// <summary>A portal that watches one simulated router. The schedule fires once an hour only, so that each test polls when it wants to.</summary>
public sealed class WatchedSite : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private static readonly string[] s_aboutConfiguration = ["audited", "config-changed", "finding-appeared", "finding-gone", "finding-suppressed", "suppression-ended"];

    private bool _stopped;

    private WatchedSite(TestPortal portal, LabHost lab, int routerId) => (Portal, Lab, RouterId) = (portal, lab, routerId);

    public TestPortal Portal { get; }
    public LabHost Lab { get; private set; }
    public LabRouter Router => Lab.Routers[0];
    public int RouterId { get; }
    public RouterWatch Watch => Portal.Services.GetRequiredService<RouterWatches>().Get(RouterId);
    public RouterSnapshot Snapshot => Portal.Services.GetRequiredService<LiveState>().Current.Routers[RouterId];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<WatchedSite> StartAsync(string scenario = "two-isps", Func<PortalOptions, PortalOptions>? options = null, bool keepData = false)
    {
        var lab = await StartLabAsync(scenario, 0);
        var portal = await TestPortal.StartAsync(Cancelled, options: options, keepData: keepData);
        Assert.Empty(await portal.Services.GetRequiredService<PollSchedule>().ChangeSettingsAsync(PollSettings.Default with { Interval = TimeSpan.FromHours(1), ConfigSettle = TimeSpan.Zero }, Cancelled));
        var known = await portal.Services.GetRequiredService<Inventory>().ListAsync(Cancelled);
        var id = known.Count > 0 ? known[0].Id : await AddAsync(portal, lab.Routers[0].Port);
        var site = new WatchedSite(portal, lab, id);
        await site.EventuallyAsync(() => site.Snapshot.Reachable, "the router was read once");
        return site;
    }

    public static Task<LabHost> StartLabAsync(string scenario, int port) =>
        LabHost.StartAsync(new LabOptions { Scenario = scenario, Port = port, Tls = port == 0 }, TimeProvider.System, Cancelled);

    public static async Task<int> AddAsync(TestPortal portal, int port, string password = "lab", bool tls = false)
    {
        var input = new RouterInput { Name = "site", Address = "127.0.0.1", Port = port, User = "admin", Password = password, Tls = tls };
        return Assert.IsType<InventoryResult.Saved>(await portal.Services.GetRequiredService<Inventory>().AddAsync(input, Cancelled)).Router.Id;
    }

    public Task FaultAsync(string wan, string fault) => Router.ApplyFaultAsync(wan, fault, Cancelled);

    public Task MendAsync() => Router.ClearFaultsAsync(null, Cancelled);

    /// <summary>Switches the router's power off: nothing listens on its port.</summary>
    public ValueTask PowerOffAsync() => Lab.DisposeAsync();

    public async Task PowerOnAsync(string scenario, int port) => Lab = await StartLabAsync(scenario, port);

    public async Task<List<EventRecord>> EventsAsync()
    {
        await using var db = await Portal.Services.GetRequiredService<IDbContextFactory<PortalDb>>().CreateDbContextAsync(Cancelled);
        return await db.Events.AsNoTracking().Where(row => !s_aboutConfiguration.Contains(row.Kind)).OrderBy(row => row.Id).ToListAsync(Cancelled);
    }

    /// <summary>Events of its configuration and of what the audit finds in it; <see cref="EventsAsync"/> has all others.</summary>
    public Task<List<EventRecord>> ConfigurationEventsAsync() =>
        QueryAsync(db => db.Events.AsNoTracking().Where(row => s_aboutConfiguration.Contains(row.Kind)).OrderBy(row => row.Id).ToListAsync(Cancelled));

    public async Task<T> QueryAsync<T>(Func<PortalDb, Task<T>> query)
    {
        await using var db = await Portal.Services.GetRequiredService<IDbContextFactory<PortalDb>>().CreateDbContextAsync(Cancelled);
        return await query(db);
    }

    public Task EventuallyAsync(Func<bool> holds, string what) => EventuallyAsync(() => Task.FromResult(holds()), what);

    public async Task EventuallyAsync(Func<Task<bool>> holds, string what)
    {
        var until = TimeProvider.System.GetUtcNow() + s_patience;
        while (!await holds())
        {
            Assert.True(TimeProvider.System.GetUtcNow() < until, $"Waited in vain until {what}. Now: {Snapshot.Verdict.State} {Snapshot.Verdict.Why} {Snapshot.Problem}");
            await Task.Delay(25, Cancelled);
        }
    }

    /// <summary>Stops the portal; the router goes on.</summary>
    public async Task StopPortalAsync()
    {
        _stopped = true;
        await Portal.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_stopped)
            await Portal.DisposeAsync();
        await Lab.DisposeAsync();
    }
}
