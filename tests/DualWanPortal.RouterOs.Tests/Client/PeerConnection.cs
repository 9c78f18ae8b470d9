using DualWanPortal.RouterOs.Wire;

namespace DualWanPortal.RouterOs.Tests.Client;

/// <summary>The peer's side of one connection.</summary>
internal sealed class PeerConnection(Stream stream, CancellationToken stop)
{
    private readonly SentenceReader _reader = new(stream, SentenceLimits.Default);

    public CancellationToken Stop => stop;

    public async Task<string[]> ReadAsync() =>
        [.. (await _reader.ReadAsync(stop) ?? throw new IOException("The client closed the connection.")).Texts()];

    public async Task SendAsync(params string[] words)
    {
        using var writer = new SentenceWriter();
        foreach (var word in words)
            writer.Word(word);
        await writer.End().FlushAsync(stream, stop);
    }

    /// <summary>Reads one byte, whatever it means; no sentence can be read after it.</summary>
    public Task ReadByteAsync() => stream.ReadExactlyAsync(new byte[1], stop).AsTask();

    public Task SendBytesAsync(ReadOnlyMemory<byte> bytes) => stream.WriteAsync(bytes, stop).AsTask();

    public async Task AcceptLoginAsync()
    {
        Assert.Equal(["/login", "=name=admin", "=password=secret"], await ReadAsync());
        await SendAsync("!done");
    }

    /// <summary>Holds the connection open and says nothing until the test is over.</summary>
    public Task StaySilentAsync() => Task.Delay(Timeout.Infinite, stop);

    /// <summary>Reads commands until the client leaves; <paramref name="answer"/> gets the words and the tag word.</summary>
    public async Task AnswerAsync(Func<string[], string, Task> answer)
    {
        while (true)
        {
            var words = await ReadAsync();
            await answer(words, TagOf(words));
        }
    }

    public static string TagOf(string[] words) => words.Single(word => word.StartsWith(".tag=", StringComparison.Ordinal));
}
