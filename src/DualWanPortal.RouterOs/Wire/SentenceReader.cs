using System.Buffers;

namespace DualWanPortal.RouterOs.Wire;

/// <summary>
/// Cuts a byte stream into sentences, for either end of a connection. One reader at a time; not thread-safe. Between sentences it waits with a read of zero bytes
/// and holds no buffer, so that a thousand idle connections cost next to nothing.
/// </summary>
public sealed class SentenceReader(Stream stream, SentenceLimits limits) : IDisposable
{
    private const int FirstBuffer = 32 * 1024;
    private const int SmallestRead = 4 * 1024;

    private byte[] _buffer = [];
    private int _start; // of the sentence that is being received
    private int _scan;  // first byte of it that was not looked at
    private int _end;   // of what was received
    private int _words;
    private int _bytes;

    /// <summary>May be widened or narrowed between sentences: a server allows less before the login than after it.</summary>
    public SentenceLimits Limits { get; set; } = limits;

    /// <summary>Received and not handed out yet: the beginning of a sentence that is still to come.</summary>
    public ReadOnlySpan<byte> Pending => _buffer.AsSpan(_start, _end - _start);

    /// <summary>The next sentence, or null when the peer ended the stream between two sentences.</summary>
    /// <exception cref="WireException">No sentence, over a limit, or the stream ended inside one.</exception>
    /// <exception cref="IOException">The stream broke.</exception>
    public async ValueTask<Sentence?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryRead(out var view))
                return view.ToSentence();
            if (!await FillAsync(cancellationToken).ConfigureAwait(false))
                return null;
        }
    }

    /// <summary>Takes the next sentence out of what was received, without waiting. Lone zero bytes (empty sentences) are passed over (reference 1.1).</summary>
    /// <exception cref="WireException">No sentence, or over a limit.</exception>
    public bool TryRead(out SentenceView sentence)
    {
        while (true)
        {
            var rest = _buffer.AsSpan(_scan, _end - _scan);
            switch (WordLength.Read(rest, out var length, out var size))
            {
                case WordLengthStatus.Incomplete:
                    sentence = default;
                    return false;
                case WordLengthStatus.Reserved:
                    throw new WireException(WireFault.ReservedControlByte, $"A word began with the reserved control byte 0x{rest[0]:X2}.");
            }
            if (length == 0)
            {
                var framed = _buffer.AsSpan(_start, _scan - _start);
                sentence = new SentenceView(framed, _words);
                _start = _scan += size;
                _words = _bytes = 0;
                if (sentence.Count > 0)
                    return true;
                continue;
            }
            CheckLimits(length);
            if (rest.Length - size < length)
            {
                sentence = default;
                return false;
            }
            _scan += size + (int)length;
            _bytes += (int)length;
            _words++;
        }
    }

    /// <summary>Waits for more bytes; false when the peer ended the stream between two sentences. Ends the life of every <see cref="SentenceView"/>.</summary>
    /// <exception cref="WireException">The stream ended inside a sentence.</exception>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_start == _end)
        {
            Release();
            await stream.ReadAsync(Memory<byte>.Empty, cancellationToken).ConfigureAwait(false);
        }
        MakeRoom();
        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        _end += read;
        if (read > 0)
            return true;
        if (_start == _end)
            return false;
        throw new WireException(WireFault.Truncated, "The stream ended in the middle of a sentence.");
    }

    /// <summary>Gives the buffer back. Only when no read is under way.</summary>
    public void Dispose() => Release();

    private void CheckLimits(uint length)
    {
        if (length > (uint)Limits.MaxWordBytes)
            throw new WireException(WireFault.WordTooLong, $"A word of {length} bytes was announced; {Limits.MaxWordBytes} are allowed.");
        if (_words >= Limits.MaxWords)
            throw new WireException(WireFault.TooManyWords, $"A sentence has more than {Limits.MaxWords} words.");
        if (length > Limits.MaxSentenceBytes - _bytes)
            throw new WireException(WireFault.SentenceTooLarge, $"A sentence has more than {Limits.MaxSentenceBytes} bytes.");
    }

    /// <summary>The buffer grows with what arrived, never with what was announced.</summary>
    private void MakeRoom()
    {
        if (_buffer.Length - _end >= SmallestRead)
            return;
        var held = _end - _start;
        var target = _buffer;
        if (_buffer.Length - held < SmallestRead)
            target = ArrayPool<byte>.Shared.Rent(Math.Max(FirstBuffer, _buffer.Length * 2));
        _buffer.AsSpan(_start, held).CopyTo(target);
        if (target != _buffer && _buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = target;
        _scan -= _start;
        _start = 0;
        _end = held;
    }

    private void Release()
    {
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _start = _scan = _end = 0;
    }
}
