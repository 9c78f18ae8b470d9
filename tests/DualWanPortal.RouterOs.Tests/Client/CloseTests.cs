using System.IO.Pipelines;
using System.Net.Sockets;
using DualWanPortal.RouterOs.Client;

namespace DualWanPortal.RouterOs.Tests.Client;

public sealed class CloseTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dispose_CommandsUnderWay_AllEndAndNothingStaysPending()
    {
        await using var peer = ScriptedPeer.LoggedIn(peer => peer.StaySilentAsync());
        var client = await peer.ConnectAsync();
        var runs = Enumerable.Range(0, 20).Select(number => client.RunAsync(new RouterOsCommand($"/slow/{number}"), Token)).ToArray();
        var stream = client.StreamAsync(new RouterOsCommand("/log/listen"), Token).GetAsyncEnumerator(Token);
        var row = stream.MoveNextAsync().AsTask();
        Assert.Equal(21, client.CommandsInFlight);

        await client.DisposeAsync();

        foreach (var run in runs)
            Assert.True((await Assert.ThrowsAsync<RouterOsConnectionException>(() => run)).OutcomeUnknown);
        await Assert.ThrowsAsync<RouterOsConnectionException>(() => row);
        Assert.Equal(0, client.CommandsInFlight);
        Assert.Null(await client.Closed);
        await client.DisposeAsync();
        await Assert.ThrowsAsync<RouterOsConnectionException>(() => client.RunAsync(new RouterOsCommand("/next"), Token));
    }

    [Fact]
    public async Task Dispose_PeerThatReadsNothing_DoesNotHang()
    {
        await using var peer = ScriptedPeer.LoggedIn(peer => peer.StaySilentAsync());
        var client = await peer.ConnectAsync();
        // More than the socket buffers of both ends hold, so that a write is under way.
        var runs = Enumerable.Range(0, 40).Select(_ => client.RunAsync(new RouterOsCommand("/put").With("text", new string('x', 1 << 20)), Token)).ToArray();

        await client.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), Token);

        foreach (var run in runs)
            await Assert.ThrowsAsync<RouterOsConnectionException>(() => run);
    }

    /// <summary>Else TCP would bring what is still under way minutes later, and the router would do what everybody gave up.</summary>
    [Fact]
    public async Task Dispose_CommandWithoutAnswer_ResetsTheConnection() =>
        Assert.Equal(SocketError.ConnectionReset, ((await EndAsync(client => _ = client.RunAsync(new RouterOsCommand("/slow"), CancellationToken.None))).InnerException as SocketException)?.SocketErrorCode);

    [Fact]
    public async Task Dispose_NothingUnderWay_EndsInPeace() => Assert.IsType<EndOfStreamException>(await EndAsync(_ => { }));

    /// <summary>What the peer reads when the client is disposed after some work.</summary>
    private static async Task<Exception> EndAsync(Action<RouterOsClient> work)
    {
        var end = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var peer = ScriptedPeer.LoggedIn(async peer =>
        {
            await peer.SendAsync("!done", PeerConnection.TagOf(await peer.ReadAsync()));
            try
            {
                while (true)
                    await peer.ReadByteAsync();
            }
            catch (IOException ended)
            {
                end.SetResult(ended);
            }
        });
        var client = await peer.ConnectAsync();
        await client.RunAsync(new RouterOsCommand("/quick"), Token);
        work(client);
        await client.DisposeAsync();
        return await end.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
    }

    [Fact]
    public async Task Closed_PeerLeavesWhileIdle_CompletesWithReason()
    {
        await using var peer = ScriptedPeer.LoggedIn(_ => Task.CompletedTask);
        await using var client = await peer.ConnectAsync();

        var reason = Assert.IsType<RouterOsConnectionException>(await client.Closed.WaitAsync(TimeSpan.FromSeconds(30), Token));

        Assert.Contains("closed the connection", reason.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_OverPipesInMemory_NeedsNoPort()
    {
        var (toPeer, toClient) = (new Pipe(), new Pipe());
        await using var peerStream = RouterOsTransport.Over(new TwoPipes(toPeer.Reader, toClient.Writer)).Stream;
        var peer = new PeerConnection(peerStream, Token);
        var serving = Task.Run(async () =>
        {
            await peer.AcceptLoginAsync();
            await peer.SendAsync("!done", "=ret=1", PeerConnection.TagOf(await peer.ReadAsync()));
        }, Token);

        await using var client = await RouterOsClient.ConnectAsync(
            RouterOsTransport.Over(new TwoPipes(toClient.Reader, toPeer.Writer)), new("memory"), new("admin", "secret"), RouterOsClientOptions.Default, Token);

        Assert.Equal("1", (await client.RunAsync(new RouterOsCommand("/one"), Token)).Return);
        Assert.Null(client.PeerFingerprint);
        await serving;
    }

    private sealed record TwoPipes(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
