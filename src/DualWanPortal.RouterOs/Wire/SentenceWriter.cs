using System.Buffers;
using System.Text;

namespace DualWanPortal.RouterOs.Wire;

/// <summary>
/// Builds sentences in one buffer, for either end of a connection, so that a whole sentence (or a batch) leaves in one write: a peer with ordinary delayed
/// acknowledgements makes clients that write word by word crawl. Not thread-safe.
/// <code>
/// writer.Word("!re").Pair(".id", "*1").Word(".tag=7").End();
/// await writer.FlushAsync(stream, cancellationToken);
/// </code>
/// </summary>
public sealed class SentenceWriter : IDisposable
{
    private const int FirstBuffer = 512;

    private byte[] _buffer = [];
    private int _length;

    /// <summary>Bytes waiting to be flushed.</summary>
    public int Length => _length;

    /// <summary>What waits to be flushed.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, _length);

    /// <summary>Appends a word as UTF-8.</summary>
    /// <exception cref="ArgumentException">The word is empty: it would end the sentence.</exception>
    public SentenceWriter Word(ReadOnlySpan<char> text) => Begin(Encoding.UTF8.GetByteCount(text)).Put(text);

    /// <summary>Appends a word as it is.</summary>
    /// <exception cref="ArgumentException">The word is empty: it would end the sentence.</exception>
    public SentenceWriter Word(ReadOnlySpan<byte> bytes) => Begin(bytes.Length).Put(bytes);

    /// <summary>Appends <c>=name=value</c>.</summary>
    public SentenceWriter Pair(ReadOnlySpan<char> name, ReadOnlySpan<char> value) =>
        Begin(2 + Encoding.UTF8.GetByteCount(name) + Encoding.UTF8.GetByteCount(value)).Put("="u8).Put(name).Put("="u8).Put(value);

    /// <summary>Appends <c>=name=value</c> with a value of raw bytes.</summary>
    public SentenceWriter Pair(ReadOnlySpan<char> name, ReadOnlySpan<byte> value) =>
        Begin(2 + Encoding.UTF8.GetByteCount(name) + value.Length).Put("="u8).Put(name).Put("="u8).Put(value);

    /// <summary>Ends the sentence.</summary>
    public SentenceWriter End()
    {
        Room(1)[0] = 0;
        _length++;
        return this;
    }

    /// <summary>Sends everything in one write and empties the buffer, also when the write fails.</summary>
    public async ValueTask FlushAsync(Stream stream, CancellationToken cancellationToken)
    {
        try
        {
            await stream.WriteAsync(Written, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Clear();
        }
    }

    /// <summary>Forgets what was written and gives the buffer back; no flush may be under way.</summary>
    public void Clear()
    {
        if (_buffer.Length == 0)
            return;
        // Passwords pass through here; the pool's next user must not find them.
        _buffer.AsSpan(0, _length).Clear();
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _length = 0;
    }

    public void Dispose() => Clear();

    private SentenceWriter Begin(int length)
    {
        if (length == 0)
            throw new ArgumentException("A word cannot be empty: it would end the sentence.", nameof(length));
        _length += WordLength.Write(Room(WordLength.MaxSize + length), (uint)length);
        return this;
    }

    private SentenceWriter Put(ReadOnlySpan<char> text)
    {
        _length += Encoding.UTF8.GetBytes(text, Room(Encoding.UTF8.GetByteCount(text)));
        return this;
    }

    private SentenceWriter Put(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        _length += bytes.Length;
        return this;
    }

    private Span<byte> Room(int bytes)
    {
        if (_buffer.Length - _length < bytes)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(FirstBuffer, Math.Max(_length + bytes, _buffer.Length * 2)));
            var written = _length;
            _buffer.AsSpan(0, written).CopyTo(larger);
            Clear();
            _buffer = larger;
            _length = written;
        }
        return _buffer.AsSpan(_length);
    }
}
