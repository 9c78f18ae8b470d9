using System.Net;
using System.Net.Sockets;
using DualWanPortal.RouterOs.Client;

namespace DualWanPortal.RouterOs.Tests.Client;

public sealed class BadPeerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connect_NobodyListens_SaysRefused()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        var refused = await Assert.ThrowsAsync<RouterOsConnectionException>(
            () => RouterOsClient.ConnectAsync(new("127.0.0.1", port), new("admin", "secret"), RouterOsClientOptions.Default, Token));

        Assert.Contains("refused the connection", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"127.0.0.1:{port}", refused.Message, StringComparison.Ordinal);
        Assert.Null(refused.Failure.CommandPath);
        Assert.False(refused.OutcomeUnknown);
    }

    [Fact]
    public async Task Connect_NameThatDoesNotExist_SaysSo()
    {
        var problem = await Assert.ThrowsAnyAsync<RouterOsException>(
            () => RouterOsClient.ConnectAsync(new("router.invalid"), new("admin", "secret"), RouterOsClientOptions.Default, Token));

        Assert.Contains("router.invalid:8728", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.9\r\n", "SSH server")]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n", "web server")]
    [InlineData("220 ftp ready\r\n", "no reply")]
    [InlineData("\u0002ab\0", "no reply")]
    [InlineData("\u0015\u0003\u0001\0\u0002\u0002\n", "answers in TLS")]
    public async Task Connect_Stranger_IsRecognisedAtOnce(string greeting, string hint)
    {
        await using var peer = new ScriptedPeer(async peer =>
        {
            await peer.ReadAsync();
            await peer.SendBytesAsync(System.Text.Encoding.Latin1.GetBytes(greeting));
            await peer.StaySilentAsync();
        });

        var stranger = await Assert.ThrowsAsync<RouterOsProtocolException>(() => peer.ConnectAsync());

        Assert.Contains(hint, stranger.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", stranger.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FFFB01FFFD03")]
    [InlineData("F0FFFFFFFF21")]
    public async Task Connect_GarbageOrEndlessWord_IsProtocolError(string bytes)
    {
        await using var peer = new ScriptedPeer(async peer =>
        {
            await peer.SendBytesAsync(Convert.FromHexString(bytes));
            await peer.StaySilentAsync();
        });

        var garbage = await Assert.ThrowsAsync<RouterOsProtocolException>(() => peer.ConnectAsync());

        Assert.Contains("does not speak the RouterOS API", garbage.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_HalfASentenceThenSilence_TimesOut()
    {
        var time = new ManualTime();
        var halfSent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var peer = new ScriptedPeer(async peer =>
        {
            await peer.ReadAsync();
            await peer.SendBytesAsync("\u0005!do"u8.ToArray());
            halfSent.SetResult();
            await peer.StaySilentAsync();
        });
        var connecting = peer.ConnectAsync(new() { Time = time });
        await halfSent.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);

        time.Advance(RouterOsClientOptions.Default.ConnectTimeout);

        var timeout = await Assert.ThrowsAsync<RouterOsTimeoutException>(() => connecting);

        Assert.Contains("no answer to the login", timeout.Message, StringComparison.Ordinal);
        Assert.Equal("/login", timeout.Failure.CommandPath);
    }

    [Theory]
    [InlineData("", "without answering the login")]
    [InlineData("\u0005!do", "in the middle of its answer")]
    public async Task Connect_ClosedDuringLogin_SaysWhen(string sent, string hint)
    {
        await using var peer = new ScriptedPeer(async peer =>
        {
            await peer.ReadAsync();
            await peer.SendBytesAsync(System.Text.Encoding.Latin1.GetBytes(sent));
        });

        var closed = await Assert.ThrowsAsync<RouterOsConnectionException>(() => peer.ConnectAsync());

        Assert.Contains(hint, closed.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u0003!re\u0006=ret=1")]
    public async Task Run_ClosedBeforeTheAnswer_OutcomeIsUnknown(string sent)
    {
        await using var peer = ScriptedPeer.LoggedIn(async peer =>
        {
            await peer.ReadAsync();
            await peer.SendBytesAsync(System.Text.Encoding.Latin1.GetBytes(sent));
        });
        await using var client = await peer.ConnectAsync();

        var lost = await Assert.ThrowsAsync<RouterOsConnectionException>(
            () => client.RunAsync(new RouterOsCommand("/ip/route/add").With("comment", "top-secret"), Token));

        Assert.True(lost.OutcomeUnknown);
        Assert.Equal("/ip/route/add", lost.Failure.CommandPath);
        Assert.Equal(1, lost.Failure.CommandsInFlight);
        Assert.DoesNotContain("top-secret", lost.ToString(), StringComparison.Ordinal);
        Assert.IsType<RouterOsConnectionException>(await client.Closed);
        Assert.Equal(0, client.CommandsInFlight);
    }

    [Theory]
    [InlineData("F0FFFFFFFF")]
    [InlineData("03217265FF")]
    [InlineData("026162036364650000")]
    public async Task Run_Garbage_EndsConnectionAsProtocolError(string bytes)
    {
        await using var peer = ScriptedPeer.LoggedIn(async peer =>
        {
            await peer.ReadAsync();
            await peer.SendBytesAsync(Convert.FromHexString(bytes));
            await peer.StaySilentAsync();
        });
        await using var client = await peer.ConnectAsync();

        var garbage = await Assert.ThrowsAsync<RouterOsProtocolException>(() => client.RunAsync(new RouterOsCommand("/ip/route/print"), Token));

        Assert.True(garbage.OutcomeUnknown);
        Assert.Equal("/ip/route/print", garbage.Failure.CommandPath);
        Assert.IsType<RouterOsProtocolException>(await client.Closed);
    }

    [Fact]
    public async Task Run_RandomBytes_AlwaysEndsWithATypedError()
    {
        var random = new Random(7);
        await using var peer = ScriptedPeer.LoggedIn(async peer =>
        {
            await peer.ReadAsync();
            var bytes = new byte[random.Next(1, 3000)];
            random.NextBytes(bytes);
            await peer.SendBytesAsync(bytes);
        });
        for (var round = 0; round < 50; round++)
        {
            await using var client = await peer.ConnectAsync();
            await Assert.ThrowsAnyAsync<RouterOsException>(
                () => client.RunAsync(new RouterOsCommand("/ip/route/print"), Token).WaitAsync(TimeSpan.FromSeconds(30), Token));
            Assert.Equal(0, client.CommandsInFlight);
        }
    }

    [Fact]
    public async Task Connect_Cancelled_IsCancellation()
    {
        await using var peer = new ScriptedPeer(peer => peer.StaySilentAsync());
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var connecting = RouterOsClient.ConnectAsync(peer.Endpoint, new("admin", "secret"), RouterOsClientOptions.Default, cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting);
    }
}
