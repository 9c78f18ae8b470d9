namespace DualWanPortal.RouterOs.Tests.Wire;

/// <summary>Hands out bytes in pieces of given sizes (the last size repeats), as a network may cut them.</summary>
internal sealed class PieceStream(byte[] bytes, params int[] sizes) : Stream
{
    private int _at;
    private int _piece;

    public int LargestRequest { get; private set; }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LargestRequest = Math.Max(LargestRequest, buffer.Length);
        if (buffer.IsEmpty)
            return new(0);
        var size = Math.Min(Math.Min(sizes[Math.Min(_piece++, sizes.Length - 1)], buffer.Length), bytes.Length - _at);
        bytes.AsMemory(_at, size).CopyTo(buffer);
        _at += size;
        return new(size);
    }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
