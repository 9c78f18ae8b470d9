using DualWanPortal.RouterOs.Client;

namespace DualWanPortal.Lab.Tests;

public sealed class FaultTests
{
    [Fact]
    public async Task Listen_ThroughCableOut_TellsThatTheInterfaceStopsAndRunsAgain()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var lab = await LabRun.StartAsync("two-isps", change: options => options with { Speed = 20 });
        var router = lab.Routers[0];
        await using var client = await LabRun.ConnectAsync(router);
        var wan = (await router.DescribeAsync(cancellation)).Wans[0].Interface;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stop.CancelAfter(TimeSpan.FromSeconds(20));
        var stream = client.StreamAsync(new RouterOsCommand("/interface/listen").Select(".id", "name", "running"), stop.Token).GetAsyncEnumerator(stop.Token);
        var first = stream.MoveNextAsync();
        await client.RunAsync("/system/identity/print");

        Assert.Null(await router.ApplyFaultAsync(wan, "cable-out", cancellation));
        Assert.True(await first);
        Assert.Equal("false", await RunningOfAsync(stream, wan, "false"));

        Assert.Null(await router.ClearFaultsAsync(wan, cancellation));
        Assert.True(await stream.MoveNextAsync());
        Assert.Equal("true", await RunningOfAsync(stream, wan, "true"));
        await stream.DisposeAsync();
        Assert.Single((await client.RunAsync("/system/identity/print")).Rows);
    }

    [Fact]
    public async Task Reboot_DropsSessionsAndComesBack()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var lab = await LabRun.StartAsync("two-isps", change: options => options with { Speed = 100 });
        await using var client = await LabRun.ConnectAsync(lab.Routers[0]);

        Assert.Null(await lab.Routers[0].ApplyFaultAsync(null, "reboot", cancellation));
        Assert.NotNull(await client.Closed.WaitAsync(TimeSpan.FromSeconds(10), cancellation));

        for (var tries = 0; ; tries++)
        {
            try
            {
                await using var again = await LabRun.ConnectAsync(lab.Routers[0]);
                Assert.Single((await again.RunAsync("/system/identity/print")).Rows);
                return;
            }
            catch (RouterOsException) when (tries < 100)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellation);
            }
        }
    }

    [Theory]
    [InlineData("fibre-lte")]
    [InlineData("dhcp-pppoe")]
    [InlineData("two-isps")]
    [InlineData("broken")]
    [InlineData("two-isps-broken")]
    public async Task Start_Scenario_HasAnActiveDefaultRouteWhenTheFirstClientComes(string scenario)
    {
        await using var lab = await LabRun.StartAsync(scenario);
        await using var client = await LabRun.ConnectAsync(lab.Routers[0]);

        var routes = await client.RunAsync(new RouterOsCommand("/ip/route/print").Where("dst-address=0.0.0.0/0").Where("active=true"), TestContext.Current.CancellationToken);

        Assert.NotEmpty(routes.Rows);
    }

    private static async Task<string?> RunningOfAsync(IAsyncEnumerator<RouterOsRow> stream, string wan, string wanted)
    {
        while (stream.Current["name"] != wan || stream.Current["running"] != wanted)
            Assert.True(await stream.MoveNextAsync());
        return stream.Current["running"];
    }
}
