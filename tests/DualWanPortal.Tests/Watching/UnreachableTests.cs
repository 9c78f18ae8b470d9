using DualWanPortal.Failover.Wans;
using DualWanPortal.Polling;
using DualWanPortal.Routers;
using Microsoft.Extensions.DependencyInjection;

namespace DualWanPortal.Tests.Watching;

public sealed class UnreachableTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PowerOff_ThenOn_IsUnknownThenReachableWithGap_NeverDown()
    {
        await using var site = await WatchedSite.StartAsync();
        var port = site.Router.Port;

        await site.PowerOffAsync();
        await site.EventuallyAsync(() => !site.Snapshot.Reachable, "the broken connection is noticed");
        Assert.Equal(RouterState.Unknown, site.Snapshot.Verdict.State);
        Assert.All(site.Snapshot.Verdict.Wans, wan => Assert.Equal(WanState.Unknown, wan.State));
        Assert.Equal(2, site.Snapshot.Verdict.Wans.Length);
        Assert.Contains($"127.0.0.1:{port}", site.Snapshot.Problem, StringComparison.Ordinal);
        await PollUntilAsync(site, PollOutcome.Failed);
        Assert.Equal(["router-unreachable"], (await site.EventsAsync()).Select(row => row.Kind));

        await site.PowerOnAsync("two-isps", port);
        await PollUntilAsync(site, PollOutcome.Answered);
        Assert.True(site.Snapshot.Reachable);
        Assert.Null(site.Snapshot.Problem);
        Assert.Equal(["router-unreachable", "router-reachable", "gap"], (await site.EventsAsync()).Select(row => row.Kind));
    }

    [Fact]
    public async Task DeadRouter_PolledAgainAtOnce_IsLeftAlone()
    {
        await using var portal = await TestPortal.StartAsync(Cancelled);
        var id = await WatchedSite.AddAsync(portal, BadPeer.ClosedPort());
        var watch = portal.Services.GetRequiredService<RouterWatches>().Get(id);
        var session = portal.Services.GetRequiredService<RouterSessions>().Get(id);
        for (var attempt = 0; attempt < 2000 && !session.IsBackingOff; attempt++)
            await Task.Delay(10, Cancelled);

        Assert.Equal(PollOutcome.LeftAlone, await watch.PollAsync(Cancelled));
    }

    internal static async Task PollUntilAsync(WatchedSite site, PollOutcome wanted)
    {
        for (var attempt = 0; attempt < 400; attempt++)
        {
            if (await site.Watch.PollAsync(Cancelled) == wanted)
                return;
            await Task.Delay(50, Cancelled);
        }
        Assert.Fail($"No poll came out as {wanted}: {site.Snapshot.Problem}");
    }
}
