using DualWanPortal.RouterOs.Client;

namespace DualWanPortal.RouterOs.Tests.Client;

public sealed class DeadlineTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_TimedOut_NextCommandDoesNotGetThePreviousAnswer()
    {
        var time = new ManualTime();
        await using var peer = ScriptedPeer.LoggedIn(async peer =>
        {
            var late = PeerConnection.TagOf(await peer.ReadAsync());
            var cancel = await peer.ReadAsync();
            var next = PeerConnection.TagOf(await peer.ReadAsync());
            await peer.SendAsync("!re", "=whose=late", late);
            await peer.SendAsync("!done", "=ret=late", late);
            await peer.SendAsync("!trap", "=message=no such item", PeerConnection.TagOf(cancel));
            await peer.SendAsync("!done", PeerConnection.TagOf(cancel));
            await peer.SendAsync("!re", "=whose=next", next);
            await peer.SendAsync("!done", "=ret=next", next);
            await peer.StaySilentAsync();
        });
        await using var client = await peer.ConnectAsync(new() { Time = time, CommandTimeout = TimeSpan.FromSeconds(15) });
        var late = client.RunAsync(new RouterOsCommand("/ip/route/add").With("comment", "top-secret"), Token);

        time.Advance(TimeSpan.FromSeconds(14.9));
        Assert.False(late.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.1));

        var timeout = await Assert.ThrowsAsync<RouterOsTimeoutException>(() => late);
        Assert.True(timeout.OutcomeUnknown);
        Assert.Equal("/ip/route/add", timeout.Failure.CommandPath);
        Assert.Equal(TimeSpan.FromSeconds(15), timeout.Failure.Elapsed);
        Assert.DoesNotContain("top-secret", timeout.ToString(), StringComparison.Ordinal);
        var next = await client.RunAsync(new RouterOsCommand("/next"), Token);
        Assert.Equal("next", next.Return);
        Assert.Equal("next", Assert.Single(next.Rows)["whose"]);
        Assert.False(client.Closed.IsCompleted);
    }

    [Fact]
    public async Task Run_HalfASentenceThenSilence_TimesOutAndCloses()
    {
        var time = new ManualTime();
        await using var peer = ScriptedPeer.LoggedIn(async peer =>
        {
            await peer.ReadAsync();
            await peer.SendBytesAsync("\x03!re\x0C=gatew"u8.ToArray());
            await peer.StaySilentAsync();
        });
        await using var client = await peer.ConnectAsync(new() { Time = time });
        var run = client.RunAsync(new RouterOsCommand("/ip/route/print"), Token);

        time.Advance(RouterOsClientOptions.Default.CommandTimeout);
        await Assert.ThrowsAsync<RouterOsTimeoutException>(() => run);
        time.Advance(RouterOsClientOptions.Default.CancelGrace);

        Assert.NotNull(await client.Closed.WaitAsync(TimeSpan.FromSeconds(30), Token));
        Assert.Equal(0, client.CommandsInFlight);
    }

    [Fact]
    public async Task KeepAlive_Silence_AsksAndLivesOn()
    {
        var time = new ManualTime();
        var asked = 0;
        await using var peer = ScriptedPeer.LoggedIn(peer => peer.AnswerAsync(async (words, tag) =>
        {
            Assert.Equal("/system/identity/print", words[0]);
            await peer.SendAsync("!re", "=name=lab", tag);
            await peer.SendAsync("!done", tag);
            Interlocked.Increment(ref asked);
        }));
        await using var client = await peer.ConnectAsync(new() { Time = time, KeepAlive = TimeSpan.FromSeconds(30) });

        for (var round = 1; round <= 3; round++)
        {
            time.Advance(TimeSpan.FromSeconds(30));
            await Eventually.TrueAsync(() => Volatile.Read(ref asked) == round && client.CommandsInFlight == 0, $"keep-alive {round}");
        }

        Assert.False(client.Closed.IsCompleted);
    }

    [Fact]
    public async Task KeepAlive_NoAnswer_ClosesConnection()
    {
        var time = new ManualTime();
        await using var peer = ScriptedPeer.LoggedIn(peer => peer.StaySilentAsync());
        await using var client = await peer.ConnectAsync(new() { Time = time });
        var listening = client.StreamAsync(new RouterOsCommand("/ip/route/listen"), Token).GetAsyncEnumerator(Token);
        var row = listening.MoveNextAsync();

        time.Advance(TimeSpan.FromSeconds(44.9));
        Assert.False(client.Closed.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.2));

        Assert.IsType<RouterOsTimeoutException>(await client.Closed.WaitAsync(TimeSpan.FromSeconds(30), Token));
        var lost = await Assert.ThrowsAsync<RouterOsConnectionException>(async () => await row);
        Assert.Equal("/ip/route/listen", lost.Failure.CommandPath);
        await listening.DisposeAsync();
    }

    [Fact]
    public async Task KeepAlive_Zero_AsksNothing()
    {
        var time = new ManualTime();
        await using var peer = ScriptedPeer.LoggedIn(peer => peer.AnswerAsync((words, tag) => peer.SendAsync("!done", $"=ret={words[0]} {tag}", tag)));
        await using var client = await peer.ConnectAsync(new() { Time = time, KeepAlive = TimeSpan.Zero });

        time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(0, client.CommandsInFlight);
        var reply = await client.RunAsync(new RouterOsCommand("/first"), Token);
        Assert.Equal("/first .tag=1", reply.Return);
    }
}
