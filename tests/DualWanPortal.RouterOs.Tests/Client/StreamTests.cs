using DualWanPortal.RouterOs.Client;

namespace DualWanPortal.RouterOs.Tests.Client;

public sealed class StreamTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stream_Ping_YieldsRowsAndEndsWithRouter()
    {
        await using var peer = ScriptedPeer.LoggedIn(peer => peer.AnswerAsync(async (_, tag) =>
        {
            await peer.SendAsync("!re", "=seq=0", "=time=12ms345us", tag);
            await peer.SendAsync("!re", "=seq=1", "=status=timeout", tag);
            await peer.SendAsync("!done", tag);
        }));
        await using var client = await peer.ConnectAsync();
        var rows = new List<string?>();

        await foreach (var row in client.StreamAsync(new RouterOsCommand("/ping").With("count", "2"), Token))
            rows.Add(row["status"] ?? row["time"]);

        Assert.Equal(["12ms345us", "timeout"], rows);
        Assert.Equal(0, client.CommandsInFlight);
    }

    [Fact]
    public async Task Stream_LoopLeft_SendsCancelAndConnectionLivesOn()
    {
        await using var peer = ScriptedPeer.LoggedIn(async peer =>
        {
            var tag = PeerConnection.TagOf(await peer.ReadAsync());
            await peer.SendAsync("!re", "=.id=*3", "=.dead=true", tag);
            var cancel = await peer.ReadAsync();
            Assert.Equal(["/cancel", "=tag=1"], cancel[..2]);
            await peer.SendAsync("!trap", "=category=2", "=message=interrupted", tag);
            await peer.SendAsync("!done", PeerConnection.TagOf(cancel));
            await peer.SendAsync("!done", tag);
            await peer.AnswerAsync((words, next) => peer.SendAsync("!done", "=ret=" + words[0], next));
        });
        await using var client = await peer.ConnectAsync();

        await foreach (var row in client.StreamAsync(new RouterOsCommand("/ip/route/listen"), Token))
        {
            Assert.True(row.IsDead);
            break;
        }

        Assert.Equal("/next", (await client.RunAsync(new RouterOsCommand("/next"), Token)).Return);
        Assert.Equal(0, client.CommandsInFlight);
    }

    [Fact]
    public async Task Stream_TokenCancelled_ThrowsAndCancels()
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var peer = ScriptedPeer.LoggedIn(async peer =>
        {
            await peer.ReadAsync();
            Assert.Equal("/cancel", (await peer.ReadAsync())[0]);
            cancelled.SetResult();
            await peer.StaySilentAsync();
        });
        await using var client = await peer.ConnectAsync();
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var rows = client.StreamAsync(new RouterOsCommand("/ip/route/listen"), cancellation.Token).GetAsyncEnumerator(Token);
        var first = rows.MoveNextAsync();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await first);
        await rows.DisposeAsync();
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
    }

    [Fact]
    public async Task Stream_Refused_ThrowsTrap()
    {
        await using var peer = ScriptedPeer.LoggedIn(peer => peer.AnswerAsync(async (_, tag) =>
        {
            await peer.SendAsync("!trap", "=message=unknown parameter follow-only", tag);
            await peer.SendAsync("!done", tag);
        }));
        await using var client = await peer.ConnectAsync();

        var trap = await Assert.ThrowsAsync<RouterOsTrapException>(
            async () => await client.StreamAsync(new RouterOsCommand("/ip/dns/listen"), Token).GetAsyncEnumerator(Token).MoveNextAsync());

        Assert.Equal(TrapKind.UnknownParameter, trap.Kind);
    }

    [Fact]
    public async Task Stream_SlowReader_FailsThatStreamOnly()
    {
        await using var peer = ScriptedPeer.LoggedIn(async peer =>
        {
            var flood = PeerConnection.TagOf(await peer.ReadAsync());
            for (var number = 0; number < 100; number++)
                await peer.SendAsync("!re", $"=n={number}", flood);
            await peer.AnswerAsync(async (words, tag) =>
            {
                if (words[0] == "/cancel")
                    await peer.SendAsync("!done", flood);
                await peer.SendAsync("!done", "=ret=" + words[0], tag);
            });
        });
        await using var client = await peer.ConnectAsync(new() { StreamBuffer = 10 });
        await using var rows = client.StreamAsync(new RouterOsCommand("/flood"), Token).GetAsyncEnumerator(Token);
        Assert.True(await rows.MoveNextAsync());

        Assert.Equal("/other", (await client.RunAsync(new RouterOsCommand("/other"), Token)).Return);

        var read = 1;
        var overflow = await Assert.ThrowsAsync<RouterOsProtocolException>(async () =>
        {
            while (await rows.MoveNextAsync())
                read++;
        });
        Assert.InRange(read, 10, 99);
        Assert.Contains("not read as fast", overflow.Message, StringComparison.Ordinal);
        Assert.Equal("/again", (await client.RunAsync(new RouterOsCommand("/again"), Token)).Return);
        Assert.Equal(0, client.CommandsInFlight);
    }

    [Fact]
    public async Task Stream_Started_IsOnTheWireBeforeALaterPrint()
    {
        var order = new List<string>();
        await using var peer = ScriptedPeer.LoggedIn(peer => peer.AnswerAsync(async (words, tag) =>
        {
            order.Add(words[0]);
            if (words[0].EndsWith("print", StringComparison.Ordinal))
                await peer.SendAsync("!done", tag);
        }));
        await using var client = await peer.ConnectAsync();
        var rows = client.StreamAsync(new RouterOsCommand("/ip/route/listen"), Token).GetAsyncEnumerator(Token);
        var first = rows.MoveNextAsync().AsTask();

        await client.RunAsync(new RouterOsCommand("/ip/route/print"), Token);

        Assert.Equal(["/ip/route/listen", "/ip/route/print"], order);
        await client.DisposeAsync();
        await Assert.ThrowsAsync<RouterOsConnectionException>(() => first);
    }

    [Fact]
    public async Task Run_ReplyLargerThanAllowed_FailsThatCommandOnly()
    {
        await using var peer = ScriptedPeer.LoggedIn(async peer =>
        {
            var flood = PeerConnection.TagOf(await peer.ReadAsync());
            for (var number = 0; number < 20; number++)
                await peer.SendAsync("!re", "=text=" + new string('x', 100), flood);
            await peer.AnswerAsync(async (_, tag) =>
            {
                await peer.SendAsync("!done", flood);
                await peer.SendAsync("!done", tag);
            });
        });
        await using var client = await peer.ConnectAsync(new() { MaxReplyBytes = 1000 });

        var tooMuch = await Assert.ThrowsAsync<RouterOsProtocolException>(() => client.RunAsync(new RouterOsCommand("/flood"), Token));

        Assert.Contains("1000 bytes", tooMuch.Message, StringComparison.Ordinal);
        Assert.True(tooMuch.OutcomeUnknown);
        await client.RunAsync(new RouterOsCommand("/next"), Token);
        Assert.Equal(0, client.CommandsInFlight);
    }
}
