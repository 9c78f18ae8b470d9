using System.Buffers.Binary;

namespace DualWanPortal.RouterOs.Wire;

/// <summary>How much of a length prefix was there.</summary>
public enum WordLengthStatus
{
    /// <summary>The prefix was read.</summary>
    Complete,

    /// <summary>More bytes are needed to know the length.</summary>
    Incomplete,

    /// <summary>A first byte of 0xF8 or more: a control byte that must not be guessed at (reference 1.1).</summary>
    Reserved,
}

/// <summary>
/// The length prefix of one word, big-endian, in five forms (reference 1.1):
/// <code>
/// 0 … 0x7F               1 byte   n
/// 0x80 … 0x3FFF          2 bytes  n | 0x8000
/// 0x4000 … 0x1FFFFF      3 bytes  n | 0xC00000
/// 0x200000 … 0xFFFFFFF   4 bytes  n | 0xE0000000
/// 0x10000000 …           5 bytes  F0, then n
/// </code>
/// </summary>
public static class WordLength
{
    /// <summary>The longest prefix, bytes.</summary>
    public const int MaxSize = 5;

    /// <summary>Bytes of the shortest prefix that can say <paramref name="length"/>; the only one that may be written.</summary>
    public static int SizeOf(uint length) => length switch
    {
        < 0x80 => 1,
        < 0x4000 => 2,
        < 0x20_0000 => 3,
        < 0x1000_0000 => 4,
        _ => 5,
    };

    /// <summary>Writes the shortest prefix and returns its size; the destination needs <see cref="MaxSize"/> bytes at most.</summary>
    public static int Write(Span<byte> destination, uint length)
    {
        switch (SizeOf(length))
        {
            case 1:
                destination[0] = (byte)length;
                return 1;
            case 2:
                BinaryPrimitives.WriteUInt16BigEndian(destination, (ushort)(length | 0x8000));
                return 2;
            case 3:
                destination[0] = (byte)(0xC0 | (length >> 16));
                BinaryPrimitives.WriteUInt16BigEndian(destination[1..], (ushort)length);
                return 3;
            case 4:
                BinaryPrimitives.WriteUInt32BigEndian(destination, length | 0xE000_0000);
                return 4;
            default:
                destination[0] = 0xF0;
                BinaryPrimitives.WriteUInt32BigEndian(destination[1..], length);
                return 5;
        }
    }

    /// <summary>
    /// Reads one prefix. A longer form than needed is accepted (<c>80 05</c> is 5), as a decoder should.
    /// </summary>
    /// <param name="source">Bytes as received, perhaps too few.</param>
    /// <param name="length">Bytes of the word that follows; 0 ends the sentence.</param>
    /// <param name="size">Bytes the prefix itself takes.</param>
    public static WordLengthStatus Read(ReadOnlySpan<byte> source, out uint length, out int size)
    {
        length = 0;
        size = 0;
        if (source.IsEmpty)
            return WordLengthStatus.Incomplete;
        var first = source[0];
        if (first < 0x80)
        {
            length = first;
            size = 1;
            return WordLengthStatus.Complete;
        }
        if (first >= 0xF8)
            return WordLengthStatus.Reserved;
        var needed = first switch { < 0xC0 => 2, < 0xE0 => 3, < 0xF0 => 4, _ => 5 };
        if (source.Length < needed)
            return WordLengthStatus.Incomplete;
        length = needed switch
        {
            2 => (uint)(first & 0x3F) << 8 | source[1],
            3 => (uint)(first & 0x1F) << 16 | BinaryPrimitives.ReadUInt16BigEndian(source[1..]),
            4 => BinaryPrimitives.ReadUInt32BigEndian(source) & 0x0FFF_FFFF,
            _ => BinaryPrimitives.ReadUInt32BigEndian(source[1..]),
        };
        size = needed;
        return WordLengthStatus.Complete;
    }
}
