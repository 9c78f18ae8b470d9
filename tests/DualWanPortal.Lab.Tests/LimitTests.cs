using System.Diagnostics;

namespace DualWanPortal.Lab.Tests;

public sealed class LimitTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task RandomBytes_BeforeAndAfterLogin_NeitherCrashNorHang(int seed)
    {
        await using var lab = await LabRun.StartAsync();
        var random = new Random(seed);
        for (var round = 0; round < 20; round++)
        {
            await using var client = round % 2 == 0 ? await RawClient.ConnectAsync(lab.Routers[0]) : await RawClient.LogInAsync(lab.Routers[0]);
            var bytes = new byte[random.Next(1, 2000)];
            random.NextBytes(bytes);
            try
            {
                await client.SendBytesAsync(bytes);
            }
            catch (IOException)
            {
                // Closed while we were still sending: as it should be.
            }
        }

        await using var healthy = await RawClient.LogInAsync(lab.Routers[0]);
        await healthy.SendAsync("/system/identity/print", "=.proplist=name");
        Assert.Equal("!re", (await healthy.ReadAsync())[0]);
    }

    [Fact]
    public async Task Reference_1_1_BeforeLogin_TooManySentences_IsFatal()
    {
        await using var lab = await LabRun.StartAsync();
        await using var client = await RawClient.ConnectAsync(lab.Routers[0]);

        for (var i = 0; i < 17; i++)
            await client.SendAsync("/login", "=name=admin", "=password=no");

        string[] words;
        do
            words = await client.ReadAsync();
        while (words is ["!trap", ..] or ["!done"]);
        Assert.Equal("!fatal", words[0]);
        Assert.Empty(await client.ReadAsync());
    }

    [Fact]
    public async Task Reference_1_1_BeforeLogin_HugeWordAnnounced_IsFatalAtOnce()
    {
        await using var lab = await LabRun.StartAsync();
        await using var client = await RawClient.ConnectAsync(lab.Routers[0]);

        await client.SendBytesAsync(0xF0, 0x40, 0x00, 0x00, 0x00);

        Assert.Equal("!fatal", (await client.ReadAsync())[0]);
        Assert.Empty(await client.ReadAsync());
    }

    [Fact]
    public async Task Reference_1_1_ReservedControlByte_ClosesTheSession()
    {
        await using var lab = await LabRun.StartAsync();
        await using var client = await RawClient.LogInAsync(lab.Routers[0]);

        await client.SendBytesAsync(0xFF);

        Assert.Equal("!fatal", (await client.ReadAsync())[0]);
        Assert.Empty(await client.ReadAsync());
    }

    [Fact]
    public async Task SlowClient_ThatNeverReads_LosesItsConnectionOnly()
    {
        await using var lab = await LabRun.StartAsync();
        await using var greedy = await RawClient.LogInAsync(lab.Routers[0]);
        try
        {
            for (var i = 0; i < 20_000; i++)
                await greedy.SendAsync("/ip/service/print", ".tag=1");
        }
        catch (IOException)
        {
            // The server gave up on us, and on nobody else.
        }

        await using var healthy = await RawClient.LogInAsync(lab.Routers[0]);
        await healthy.SendAsync("/system/identity/print", "=.proplist=name");
        Assert.Equal("!re", (await healthy.ReadAsync())[0]);
    }

    [Fact]
    public async Task Start_HundredRouters_ListenQuickly()
    {
        var watch = Stopwatch.StartNew();
        await using var lab = await LabRun.StartAsync("fleet:100");
        var started = watch.Elapsed;

        Assert.Equal(100, lab.Routers.Count);
        Assert.Equal(200, lab.Routers.SelectMany(router => new[] { router.Port, router.TlsPort!.Value }).Distinct().Count());
        await using var last = await RawClient.LogInAsync(lab.Routers[99]);
        // Generous for a loaded machine; it takes well under a second.
        Assert.True(started < TimeSpan.FromSeconds(10), started.ToString());
    }

    [Fact]
    public async Task Start_OutsideLoopback_IsRefused()
    {
        var refused = await Assert.ThrowsAsync<LabException>(() => LabRun.StartAsync(change: options => options with { Bind = System.Net.IPAddress.Any }));
        Assert.Contains("loopback", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("fleet:0")]
    [InlineData("fleet:x")]
    public async Task Start_UnknownScenario_SaysWhatIsKnown(string scenario)
    {
        var refused = await Assert.ThrowsAsync<LabException>(() => LabRun.StartAsync(scenario));
        Assert.Contains("fleet", refused.Message, StringComparison.Ordinal);
    }
}
