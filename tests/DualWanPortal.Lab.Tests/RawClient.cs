using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DualWanPortal.Lab.Tests;

/// <summary>A client that shares no code with the server: words up to 16383 bytes, both prefix forms written out by hand.</summary>
internal sealed class RawClient : IAsyncDisposable
{
    private readonly TcpClient _tcp = new();

    public Stream Stream { get; private set; } = Stream.Null;

    public Socket Socket => _tcp.Client;

    public static async Task<RawClient> ConnectAsync(LabRouter router)
    {
        var client = new RawClient();
        await client._tcp.ConnectAsync(IPAddress.Loopback, router.Port, TestContext.Current.CancellationToken);
        client.Stream = client._tcp.GetStream();
        return client;
    }

    public static async Task<RawClient> LogInAsync(LabRouter router)
    {
        var client = await ConnectAsync(router);
        await client.SendAsync("/login", "=name=admin", "=password=lab");
        Assert.Equal(["!done"], await client.ReadAsync());
        return client;
    }

    public async Task SendAsync(params string[] words)
    {
        var bytes = new List<byte>();
        foreach (var word in words)
        {
            var text = Encoding.UTF8.GetBytes(word);
            if (text.Length >= 0x80)
                bytes.Add((byte)(0x80 | (text.Length >> 8)));
            bytes.Add((byte)text.Length);
            bytes.AddRange(text);
        }
        bytes.Add(0);
        await SendBytesAsync([.. bytes]);
    }

    public Task SendBytesAsync(params byte[] bytes) => Stream.WriteAsync(bytes, TestContext.Current.CancellationToken).AsTask();

    /// <summary>The words of the next sentence; none when the server closed.</summary>
    public async Task<string[]> ReadAsync()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(10));
        var words = new List<string>();
        while (true)
        {
            var prefix = new byte[2];
            try
            {
                if (await Stream.ReadAsync(prefix.AsMemory(0, 1), deadline.Token) == 0)
                    return [];
                int length = prefix[0];
                if (length == 0)
                    return [.. words];
                if (length >= 0x80)
                {
                    await Stream.ReadExactlyAsync(prefix.AsMemory(1, 1), deadline.Token);
                    length = ((length & 0x3F) << 8) | prefix[1];
                }
                var word = new byte[length];
                await Stream.ReadExactlyAsync(word, deadline.Token);
                words.Add(Encoding.UTF8.GetString(word));
            }
            catch (IOException)
            {
                return [];
            }
        }
    }

    public async Task<byte[]> ReadBytesAsync(int count)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(10));
        var bytes = new byte[count];
        await Stream.ReadExactlyAsync(bytes, deadline.Token);
        return bytes;
    }

    public ValueTask DisposeAsync()
    {
        _tcp.Dispose();
        return ValueTask.CompletedTask;
    }
}
