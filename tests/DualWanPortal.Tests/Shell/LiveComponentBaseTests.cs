using Bunit;
using DualWanPortal.Failover.Wans;
using DualWanPortal.Live;
using DualWanPortal.Shell;
using Microsoft.AspNetCore.Components.Rendering;

namespace DualWanPortal.Tests.Shell;

public sealed class LiveComponentBaseTests
{
    [Fact]
    public async Task Component_Disposed_NoLongerListens()
    {
        await using var page = new PageContext();
        page.Render<FirstRouter>();
        Assert.Equal(1, page.Live.Subscribers);
        await page.DisposeComponentsAsync();
        Assert.Equal(0, page.Live.Subscribers);
    }

    [Fact]
    public async Task Component_WatchedObjectReplaced_RepaintsByItself()
    {
        await using var page = new PageContext();
        var shown = page.Render<FirstRouter>();
        page.Show(Snapshots.Router(1, "Mill", RouterState.Working));
        await shown.WaitForAssertionAsync(() => Assert.Equal("Mill", shown.Markup));
    }

    [Fact]
    public async Task Component_OtherRouterChanges_DoesNotRepaint()
    {
        await using var page = new PageContext();
        var mill = Snapshots.Router(1, "Mill", RouterState.Working);
        page.Show(mill);
        var shown = page.Render<FirstRouter>();
        await shown.WaitForStateAsync(() => shown.Instance.Looks > 0);
        var paints = shown.RenderCount;
        var looks = shown.Instance.Looks;
        page.Show(mill, Snapshots.Router(2, "Harbour", RouterState.Down));
        await WaitAsync(() => shown.Instance.Looks > looks);
        Assert.Equal(paints, shown.RenderCount);
    }

    [Fact]
    public async Task Component_StormOfRings_RepaintsAtMostFourTimesASecond()
    {
        await using var page = new PageContext();
        var shown = page.Render<FirstRouter>();
        for (var i = 0; i < 200; i++)
            page.Show(Snapshots.Router(1, $"Mill {i}", RouterState.Working));
        await shown.WaitForAssertionAsync(() => Assert.Equal("Mill 199", shown.Markup), TimeSpan.FromSeconds(5));
        // The first paint, one for what the storm began with, one for what it ended with.
        Assert.InRange(shown.RenderCount, 2, 4);
    }

    private static async Task WaitAsync(Func<bool> until)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while (!until() && TimeProvider.System.GetElapsedTime(deadline) < TimeSpan.FromSeconds(10))
            await Task.Delay(10, Xunit.TestContext.Current.CancellationToken);
        Assert.True(until());
    }

    private sealed class FirstRouter : LiveComponentBase
    {
        public int Looks { get; private set; }

        protected override object? Watched(FleetSnapshot fleet)
        {
            Looks++;
            return fleet.Routers.GetValueOrDefault(1);
        }

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, Live.Current.Routers.GetValueOrDefault(1)?.Name);
    }
}
