using DualWanPortal.RouterOs.Client;

namespace DualWanPortal.RouterOs.Tests.Client;

/// <summary>Reference 1.5: <c>/cancel</c> ends one command and leaves the others alone.</summary>
public sealed class CancelTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reference_1_5_Run_TokenCancelled_CancelsOnlyThatCommand()
    {
        var cancelWords = new TaskCompletionSource<string[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var peer = ScriptedPeer.LoggedIn(async peer =>
        {
            var slow = PeerConnection.TagOf(await peer.ReadAsync());
            var other = PeerConnection.TagOf(await peer.ReadAsync());
            var cancel = await peer.ReadAsync();
            await peer.SendAsync("!trap", "=category=2", "=message=interrupted", slow);
            await peer.SendAsync("!done", PeerConnection.TagOf(cancel));
            await peer.SendAsync("!re", "=late=yes", slow);
            await peer.SendAsync("!done", slow);
            cancelWords.SetResult(cancel);
            await peer.SendAsync("!done", "=ret=other", other);
            await peer.AnswerAsync((_, tag) => peer.SendAsync("!done", "=ret=next", tag));
        });
        await using var client = await peer.ConnectAsync();
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var slow = client.RunAsync(new RouterOsCommand("/slow"), cancellation.Token);
        var other = client.RunAsync(new RouterOsCommand("/other"), Token);

        await cancellation.CancelAsync();

        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => slow);
        Assert.Equal(cancellation.Token, cancelled.CancellationToken);
        Assert.Equal(["/cancel", "=tag=1"], (await cancelWords.Task)[..2]);
        Assert.Equal("other", (await other).Return);
        Assert.Equal("next", (await client.RunAsync(new RouterOsCommand("/next"), Token)).Return);
        Assert.Equal(0, client.CommandsInFlight);
    }

    [Fact]
    public async Task Run_CancelNotHonoured_ClosesAfterGrace()
    {
        var time = new ManualTime();
        var cancelSeen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var peer = ScriptedPeer.LoggedIn(async peer =>
        {
            await peer.ReadAsync();
            await peer.ReadAsync();
            cancelSeen.SetResult();
            await peer.StaySilentAsync();
        });
        await using var client = await peer.ConnectAsync(new() { Time = time, CancelGrace = TimeSpan.FromSeconds(2) });
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var run = client.RunAsync(new RouterOsCommand("/slow"), cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        await cancelSeen.Task;

        time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.False(client.Closed.IsCompleted);
        Assert.Equal(1, client.CommandsInFlight);
        time.Advance(TimeSpan.FromSeconds(0.2));

        var reason = Assert.IsType<RouterOsTimeoutException>(await client.Closed.WaitAsync(TimeSpan.FromSeconds(30), Token));
        Assert.Contains("cancel of /slow", reason.Message, StringComparison.Ordinal);
        Assert.Equal(0, client.CommandsInFlight);
    }

    [Fact]
    public async Task Run_TokenCancelledBefore_SendsNothing()
    {
        await using var peer = ScriptedPeer.LoggedIn(peer => peer.AnswerAsync((words, tag) => peer.SendAsync("!done", "=ret=" + words[0], tag)));
        await using var client = await peer.ConnectAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.RunAsync(new RouterOsCommand("/never"), new CancellationToken(true)));

        Assert.Equal("/next", (await client.RunAsync(new RouterOsCommand("/next"), Token)).Return);
    }
}
