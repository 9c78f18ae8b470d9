using DualWanPortal.RouterOs.Client;

namespace DualWanPortal.RouterOs.Tests.Client;

public sealed class CommandTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_Print_SendsWordsInOrderAndReturnsRows()
    {
        string[]? seen = null;
        await using var peer = ScriptedPeer.LoggedIn(peer => peer.AnswerAsync(async (words, tag) =>
        {
            seen = words;
            await peer.SendAsync("!re", "=.id=*80000005", "=gateway=10.111.0.1", tag);
            await peer.SendAsync("!re", tag, "=.id=*80000006", "=comment=a=b");
            await peer.SendAsync("!done", tag);
        }));
        await using var client = await peer.ConnectAsync();

        var reply = await client.RunAsync(
            new RouterOsCommand("/ip/route/print").With("detail").Select(".id", "gateway").Where("dst-address=8.8.8.8/32").Where("?#!"), Token);

        Assert.Equal(["/ip/route/print", "=detail=", "=.proplist=.id,gateway", "?dst-address=8.8.8.8/32", "?#!", ".tag=1"], seen!);
        Assert.Equal(2, reply.Rows.Length);
        Assert.Equal("10.111.0.1", reply.Rows[0]["gateway"]);
        Assert.Equal("a=b", reply.Rows[1]["comment"]);
        Assert.Null(reply.Return);
        Assert.Equal(0, client.CommandsInFlight);
    }

    [Fact]
    public async Task Reference_1_4_Run_Add_ReturnsNewId()
    {
        await using var peer = ScriptedPeer.LoggedIn(peer => peer.AnswerAsync((_, tag) => peer.SendAsync("!done", "=ret=*80000005", tag)));
        await using var client = await peer.ConnectAsync();

        var reply = await client.RunAsync(new RouterOsCommand("/ip/route/add").With("gateway", "10.0.0.1"), Token);

        Assert.Equal("*80000005", reply.Return);
        Assert.Empty(reply.Rows);
    }

    [Fact]
    public async Task Reference_1_2_Run_SeveralTraps_KeepsFirstAndCollectsAll()
    {
        await using var peer = ScriptedPeer.LoggedIn(peer => peer.AnswerAsync(async (_, tag) =>
        {
            await peer.SendAsync("!trap", "=category=0", "=message=no such command or directory (foo)", tag);
            await peer.SendAsync("!trap", "=message=no such command prefix", tag);
            await peer.SendAsync("!done", tag);
        }));
        await using var client = await peer.ConnectAsync();

        var trap = await Assert.ThrowsAsync<RouterOsTrapException>(() => client.RunAsync(new RouterOsCommand("/foo/print"), Token));

        Assert.Equal("no such command or directory (foo)", trap.RouterMessage);
        Assert.Equal(["no such command or directory (foo)", "no such command prefix"], trap.Messages);
        Assert.Equal(TrapKind.NoSuchCommand, trap.Kind);
        Assert.Equal(0, trap.Category);
        Assert.Equal("/foo/print", trap.Failure.CommandPath);
        Assert.False(trap.OutcomeUnknown);
        Assert.False(client.Closed.IsCompleted);
    }

    [Fact]
    public async Task Reference_1_2_Run_EmptyUnknownWordsAndForeignTags_AreSkipped()
    {
        await using var peer = ScriptedPeer.LoggedIn(peer => peer.AnswerAsync(async (_, tag) =>
        {
            await peer.SendAsync("!re", "=a=1");
            await peer.SendAsync("!re", "=a=2", ".tag=hello");
            await peer.SendAsync("!done", ".tag=99999999999999999999");
            await peer.SendAsync("!done", ".tag=4000000000");
            await peer.SendAsync("!done");
            await peer.SendAsync("!tomorrow", "=a=3", tag);
            await peer.SendBytesAsync(new byte[] { 0, 0, 0x80, 0 });
            await peer.SendAsync("!empty", tag);
            await peer.SendAsync("!done", tag);
        }));
        await using var client = await peer.ConnectAsync();

        var reply = await client.RunAsync(new RouterOsCommand("/ip/route/print"), Token);

        Assert.Empty(reply.Rows);
    }

    [Fact]
    public async Task Reference_1_2_Run_Fatal_EndsConnectionWithReason()
    {
        await using var peer = ScriptedPeer.LoggedIn(async peer =>
        {
            await peer.ReadAsync();
            await peer.SendAsync("!fatal", "session terminated on request");
        });
        await using var client = await peer.ConnectAsync();

        var fatal = await Assert.ThrowsAsync<RouterOsFatalException>(() => client.RunAsync(new RouterOsCommand("/quit"), Token));

        Assert.Equal("session terminated on request", fatal.Reason);
        Assert.True(fatal.OutcomeUnknown);
        Assert.IsType<RouterOsFatalException>(await client.Closed.WaitAsync(TimeSpan.FromSeconds(30), Token));
    }

    [Fact]
    public async Task Run_AfterEnd_SaysNotSent()
    {
        await using var peer = ScriptedPeer.LoggedIn(_ => Task.CompletedTask);
        await using var client = await peer.ConnectAsync();
        await client.Closed.WaitAsync(TimeSpan.FromSeconds(30), Token);

        var lost = await Assert.ThrowsAsync<RouterOsConnectionException>(() => client.RunAsync(new RouterOsCommand("/ip/route/add"), Token));

        Assert.False(lost.OutcomeUnknown);
        Assert.Contains("was not sent", lost.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ip/route/print", "a", "?a")]
    [InlineData("/ip/route/print", "", "?a")]
    [InlineData("/ip/route/print", "a=b", "?a")]
    public async Task Run_MalformedCommand_IsRefusedBeforeSending(string path, string argument, string query)
    {
        await using var peer = ScriptedPeer.LoggedIn(peer => peer.AnswerAsync((_, tag) => peer.SendAsync("!done", tag)));
        await using var client = await peer.ConnectAsync();

        var problem = await Assert.ThrowsAsync<ArgumentException>(
            () => client.RunAsync(new RouterOsCommand(path).With(argument, "top-secret").Where(query), Token));

        Assert.DoesNotContain("top-secret", problem.Message, StringComparison.Ordinal);
        Assert.Equal(0, client.CommandsInFlight);
        await client.RunAsync(new RouterOsCommand("/ip/route/print"), Token);
    }
}
