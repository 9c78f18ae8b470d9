using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace DualWanPortal.Tests.Watching;

public sealed class LiveHubTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Hub_OnConnectAndOnCableCut_SendsRoutesNatAndWans()
    {
        await using var site = await WatchedSite.StartAsync();
        await using var hub = await RawHub.ConnectAsync(site.Portal);

        var first = await hub.NextAsync("router", _ => true);
        Assert.Equal("site", first.GetProperty("name").GetString());
        Assert.Equal("working", first.GetProperty("state").GetString());
        Assert.Equal("ether1", first.GetProperty("activeWan").GetString());
        Assert.Contains(first.GetProperty("routes").EnumerateArray(), route => route.GetProperty("destination").GetString() == "0.0.0.0/0" && route.GetProperty("active").GetBoolean());
        Assert.Contains(first.GetProperty("nat").EnumerateArray(), rule => rule.GetProperty("action").GetString() == "masquerade" && rule.GetProperty("bytes").ValueKind == JsonValueKind.Number);

        await site.FaultAsync("ether1", "cable-out");
        var cut = await hub.NextAsync("router", router => router.GetProperty("state").GetString() == "on-backup");
        Assert.Equal("ether2", cut.GetProperty("activeWan").GetString());
        Assert.Contains(cut.GetProperty("wans").EnumerateArray(), wan => wan.GetProperty("interface").GetString() == "ether1" && wan.GetProperty("state").GetString() == "down");
        var told = await hub.NextAsync("event", happened => happened.GetProperty("kind").GetString() == "failover");
        Assert.NotEmpty(told.GetProperty("cause").GetString()!);

        using var removal = await site.Portal.Client.DeleteAsync($"/api/v1/routers/{site.RouterId}", Cancelled);
        Assert.Equal(site.RouterId, (await hub.NextAsync("removed", _ => true)).GetProperty("id").GetInt32());
    }

    [Fact]
    public async Task Hub_WithoutToken_RefusesTheConnection()
    {
        await using var portal = await TestPortal.StartAsync(Cancelled);
        using var socket = new ClientWebSocket();

        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(RawHub.Address(portal), Cancelled));
    }

    [Fact]
    public async Task EventStream_AfterCableCut_SendsTheEvents_AndAgainToWhomeverComesBack()
    {
        await using var site = await WatchedSite.StartAsync();
        using var stream = await OpenAsync(site, null);
        Assert.StartsWith("event: ping", await NextEventAsync(stream, "ping"), StringComparison.Ordinal);

        await site.FaultAsync("ether1", "cable-out");
        var told = await NextEventAsync(stream, "failover");
        Assert.Contains("\"wan\":\"ether2\"", told, StringComparison.Ordinal);

        using var later = await OpenAsync(site, "0");
        Assert.Contains("\"wan\":\"ether2\"", await NextEventAsync(later, "failover"), StringComparison.Ordinal);
    }

    private static async Task<StreamReader> OpenAsync(WatchedSite site, string? lastEventId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/events/stream");
        if (lastEventId is not null)
            request.Headers.Add("Last-Event-ID", lastEventId);
        var answer = await site.Portal.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        return new StreamReader(await answer.Content.ReadAsStreamAsync(Cancelled));
    }

    private static async Task<string> NextEventAsync(StreamReader stream, string kind)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        deadline.CancelAfter(TimeSpan.FromSeconds(20));
        var text = new StringBuilder();
        while (await stream.ReadLineAsync(deadline.Token) is { } line)
        {
            if (line.Length > 0)
            {
                text.Append(line).Append('\n');
                continue;
            }
            if (text.ToString().Contains($"event: {kind}\n", StringComparison.Ordinal))
                return text.ToString();
            text.Clear();
        }
        throw new InvalidOperationException("The stream ended.");
    }

    /// <summary>SignalR's JSON protocol by hand, as a script in any language would speak it.</summary>
    private sealed class RawHub : IAsyncDisposable
    {
        private const char End = '\u001e';
        private readonly ClientWebSocket _socket = new();
        private readonly Channel<JsonElement> _messages = Channel.CreateUnbounded<JsonElement>();
        private readonly List<JsonElement> _passed = [];
        private Task _pump = Task.CompletedTask;

        public static Uri Address(TestPortal portal) => new UriBuilder(portal.Address) { Scheme = "ws", Path = "/hubs/live" }.Uri;

        public static async Task<RawHub> ConnectAsync(TestPortal portal)
        {
            var hub = new RawHub();
            hub._socket.Options.SetRequestHeader("Authorization", $"Bearer {portal.Token}");
            await hub._socket.ConnectAsync(Address(portal), Cancelled);
            await hub._socket.SendAsync(Encoding.UTF8.GetBytes($"{{\"protocol\":\"json\",\"version\":1}}{End}"), WebSocketMessageType.Text, true, Cancelled);
            hub._pump = hub.PumpAsync();
            return hub;
        }

        public async Task<JsonElement> NextAsync(string target, Func<JsonElement, bool> wanted)
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
            deadline.CancelAfter(TimeSpan.FromSeconds(20));
            while (true)
            {
                var found = _passed.FindIndex(message => message.TryGetProperty("target", out var name) && name.GetString() == target && wanted(message.GetProperty("arguments")[0]));
                if (found >= 0)
                {
                    var message = _passed[found].GetProperty("arguments")[0];
                    _passed.RemoveAt(found);
                    return message;
                }
                _passed.Add(await _messages.Reader.ReadAsync(deadline.Token));
            }
        }

        public async ValueTask DisposeAsync()
        {
            _socket.Abort();
            await _pump;
            _socket.Dispose();
        }

        private async Task PumpAsync()
        {
            var text = new StringBuilder();
            var buffer = new byte[64 * 1024];
            var decoder = Encoding.UTF8.GetDecoder();
            var chars = new char[buffer.Length];
            try
            {
                while (true)
                {
                    var part = await _socket.ReceiveAsync(buffer, CancellationToken.None);
                    if (part.MessageType == WebSocketMessageType.Close)
                        break;
                    text.Append(chars, 0, decoder.GetChars(buffer, 0, part.Count, chars, 0));
                    var pieces = text.ToString().Split(End);
                    foreach (var piece in pieces[..^1])
                        _messages.Writer.TryWrite(JsonDocument.Parse(piece).RootElement);
                    text.Clear().Append(pieces[^1]);
                }
            }
            catch (Exception fault) when (fault is WebSocketException or OperationCanceledException)
            {
                // The test is over.
            }
            _messages.Writer.TryComplete();
        }
    }
}
