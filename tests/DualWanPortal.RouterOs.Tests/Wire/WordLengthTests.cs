using DualWanPortal.RouterOs.Wire;

namespace DualWanPortal.RouterOs.Tests.Wire;

/// <summary>Literal bytes of reference 1.1: both ends of a connection use the same code, so a mistake made twice would not show otherwise.</summary>
public sealed class WordLengthTests
{
    public static TheoryData<uint, string> Edges => new()
    {
        { 0x00, "00" },
        { 0x01, "01" },
        { 0x7F, "7F" },
        { 0x80, "8080" },
        { 0x3FFF, "BFFF" },
        { 0x4000, "C04000" },
        { 0x1FFFFF, "DFFFFF" },
        { 0x200000, "E0200000" },
        { 0xFFFFFFF, "EFFFFFFF" },
        { 0x10000000, "F010000000" },
        { 0xFFFFFFFF, "F0FFFFFFFF" },
    };

    [Theory]
    [MemberData(nameof(Edges))]
    public void Reference_1_1_Write_EdgeOfEachForm_GivesLiteralBytes(uint length, string bytes)
    {
        var buffer = new byte[WordLength.MaxSize];

        var size = WordLength.Write(buffer, length);

        Assert.Equal(bytes, Convert.ToHexString(buffer.AsSpan(0, size)));
        Assert.Equal(size, WordLength.SizeOf(length));
    }

    [Theory]
    [MemberData(nameof(Edges))]
    public void Reference_1_1_Read_EdgeOfEachForm_GivesLength(uint length, string bytes)
    {
        var source = Convert.FromHexString(bytes + "55");

        Assert.Equal(WordLengthStatus.Complete, WordLength.Read(source, out var read, out var size));

        Assert.Equal(length, read);
        Assert.Equal(bytes.Length / 2, size);
    }

    [Theory]
    [MemberData(nameof(Edges))]
    public void Read_CutAnywhere_AsksForMore(uint length, string bytes)
    {
        var source = Convert.FromHexString(bytes);
        Assert.Equal(source.Length, WordLength.SizeOf(length));
        for (var cut = 0; cut < source.Length; cut++)
            Assert.Equal(WordLengthStatus.Incomplete, WordLength.Read(source.AsSpan(0, cut), out _, out _));
    }

    [Theory]
    [InlineData("8005", 5)]
    [InlineData("C00005", 5)]
    [InlineData("E0000005", 5)]
    [InlineData("F000000005", 5)]
    [InlineData("8000", 0)]
    public void Reference_1_1_Read_LongerFormThanNeeded_IsAccepted(string bytes, uint length)
    {
        Assert.Equal(WordLengthStatus.Complete, WordLength.Read(Convert.FromHexString(bytes), out var read, out var size));
        Assert.Equal(length, read);
        Assert.Equal(bytes.Length / 2, size);
    }

    [Fact]
    public void Reference_1_1_Read_ReservedFirstByte_IsRefused()
    {
        for (var first = 0xF8; first <= 0xFF; first++)
            Assert.Equal(WordLengthStatus.Reserved, WordLength.Read([(byte)first, 0, 0, 0, 5], out _, out _));
    }
}
