using System.Collections.Concurrent;
using System.Threading.Channels;
using DualWanPortal.RouterOs.Client;

namespace DualWanPortal.RouterOs.Tests.Client;

/// <summary>
/// A peer in memory that knows beforehand what it says: literal bytes after each write of the client (the login is the first), in pieces of given sizes (the last size
/// repeats). After the last answer it ends the stream.
/// </summary>
internal sealed class AnswerStream(IEnumerable<byte[]> answers, params int[] sizes) : Stream
{
    private readonly Queue<byte[]> _answers = new(answers);
    private readonly Channel<ReadOnlyMemory<byte>> _pieces = Channel.CreateUnbounded<ReadOnlyMemory<byte>>();
    private readonly ConcurrentQueue<byte[]> _written = [];
    private ReadOnlyMemory<byte> _piece;
    private int _taken;

    /// <summary>The answer to a login that is accepted.</summary>
    public static byte[] Welcome { get; } = "\x05!done\0"u8.ToArray();

    /// <summary>What the client wrote, one entry for each write.</summary>
    public IReadOnlyCollection<byte[]> Written => _written;

    /// <summary>A client that is logged in at a peer which answers its first command (tag 1) with these bytes and leaves.</summary>
    public static Task<RouterOsClient> ConnectAsync(byte[] answer, RouterOsClientOptions options, params int[] sizes) => new AnswerStream([Welcome, answer], sizes).ConnectAsync(options);

    public Task<RouterOsClient> ConnectAsync(RouterOsClientOptions options) =>
        RouterOsClient.ConnectAsync(new RouterOsTransport(this), new("memory"), new("admin", "secret"), options, TestContext.Current.CancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _written.Enqueue(buffer.ToArray());
        if (_answers.TryDequeue(out var answer))
            Say(answer);
        if (_answers.Count == 0)
            _pieces.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_piece.IsEmpty && await _pieces.Reader.WaitToReadAsync(cancellationToken))
            _pieces.Reader.TryRead(out _piece);
        var size = Math.Min(buffer.Length, _piece.Length);
        _piece[..size].CopyTo(buffer);
        _piece = _piece[size..];
        return size;
    }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Say(ReadOnlyMemory<byte> answer)
    {
        while (!answer.IsEmpty)
        {
            var size = sizes.Length == 0 ? answer.Length : Math.Min(answer.Length, sizes[Math.Min(_taken++, sizes.Length - 1)]);
            _pieces.Writer.TryWrite(answer[..size]);
            answer = answer[size..];
        }
    }
}
