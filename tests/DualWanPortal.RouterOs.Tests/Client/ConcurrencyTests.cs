using DualWanPortal.RouterOs.Client;

namespace DualWanPortal.RouterOs.Tests.Client;

public sealed class ConcurrencyTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_EightTasksOf400Commands_NoAnswerCrossed()
    {
        await using var peer = ScriptedPeer.LoggedIn(EchoOutOfOrderAsync);
        await using var client = await peer.ConnectAsync();

        var tasks = Enumerable.Range(0, 8).Select(task => Task.Run(async () =>
        {
            for (var pair = 0; pair < 200; pair++)
                await Task.WhenAll(EchoAsync(client, $"{task}/{pair}/first"), EchoAsync(client, $"{task}/{pair}/second"));
        }, Token));
        // A command whose answer went elsewhere would wait for ever.
        await Task.WhenAll(tasks).WaitAsync(TimeSpan.FromMinutes(1), Token);

        Assert.Equal(0, client.CommandsInFlight);
    }

    [Fact]
    public async Task Reference_1_5_Run_AnswersInReverse_EachFindsItsOwn()
    {
        await using var peer = ScriptedPeer.LoggedIn(async peer =>
        {
            var commands = new[] { await peer.ReadAsync(), await peer.ReadAsync(), await peer.ReadAsync() };
            foreach (var words in commands.Reverse())
                await peer.SendAsync("!done", "=ret=" + words[1], PeerConnection.TagOf(words));
            await peer.StaySilentAsync();
        });
        await using var client = await peer.ConnectAsync();

        var replies = await Task.WhenAll(Enumerable.Range(0, 3).Select(number => client.RunAsync(new RouterOsCommand("/echo").With("n", $"{number}"), Token)));

        Assert.Equal(["=n=0", "=n=1", "=n=2"], replies.Select(reply => reply.Return));
    }

    private static async Task EchoAsync(RouterOsClient client, string mine)
    {
        var reply = await client.RunAsync(new RouterOsCommand("/echo").With("value", mine), Token);
        Assert.Equal(mine, Assert.Single(reply.Rows)["value"]);
        Assert.Equal(mine, reply.Return);
    }

    /// <summary>Waits for at least two commands (each task always has two open) and answers backwards, rows of all commands first.</summary>
    private static async Task EchoOutOfOrderAsync(PeerConnection peer)
    {
        var waiting = new List<string[]>();
        await peer.AnswerAsync(async (words, _) =>
        {
            waiting.Add(words);
            if (waiting.Count < 2)
                return;
            waiting.Reverse();
            foreach (var open in waiting)
                await peer.SendAsync("!re", open[1], PeerConnection.TagOf(open));
            foreach (var open in waiting)
                await peer.SendAsync("!done", "=ret=" + open[1]["=value=".Length..], PeerConnection.TagOf(open));
            waiting.Clear();
        });
    }
}
