using DualWanPortal.RouterOs.Wire;

namespace DualWanPortal.RouterOs.Tests.Wire;

public sealed class SentenceWriterTests
{
    [Fact]
    public void Reference_1_3_Write_LoginSentence_GivesLiteralBytes()
    {
        using var writer = new SentenceWriter();

        writer.Word("/login").Pair("name", "admin").Pair("password", "x").End();

        Assert.Equal("\x06/login\x0B=name=admin\x0B=password=x\0"u8.ToArray(), writer.Written.ToArray());
    }

    [Fact]
    public void Write_TextBeyondAscii_CountsBytesNotCharacters()
    {
        using var writer = new SentenceWriter();

        writer.Pair("c", "é€").Pair("c", new byte[] { 0xFF, 0x00 }).End();

        Assert.Equal("083D633DC3A9E282AC053D633DFF0000", Convert.ToHexString(writer.Written.Span));
    }

    [Theory]
    [InlineData(0x7F, "7F")]
    [InlineData(0x80, "8080")]
    [InlineData(0x3FFF, "BFFF")]
    [InlineData(0x4000, "C04000")]
    [InlineData(0x1FFFFF, "DFFFFF")]
    [InlineData(0x200000, "E0200000")]
    public void Write_LongWord_HasShortestPrefix(int length, string prefix)
    {
        using var writer = new SentenceWriter();

        writer.Word(new string('x', length)).End();

        Assert.Equal(prefix, Convert.ToHexString(writer.Written.Span[..(prefix.Length / 2)]));
        Assert.Equal(prefix.Length / 2 + length + 1, writer.Length);
    }

    [Fact]
    public void Write_EmptyWord_IsRefused()
    {
        using var writer = new SentenceWriter();

        Assert.Throws<ArgumentException>(() => writer.Word(""));
        Assert.Throws<ArgumentException>(() => writer.Word(ReadOnlySpan<byte>.Empty));
    }

    [Fact]
    public async Task Flush_Batch_IsOneWriteAndEmptiesBuffer()
    {
        using var writer = new SentenceWriter();
        await using var stream = new CountingStream();
        writer.Word("!re").Pair("a", "1").End().Word("!done").End();

        await writer.FlushAsync(stream, TestContext.Current.CancellationToken);

        Assert.Equal(1, stream.Writes);
        Assert.Equal("\x03!re\x04=a=1\0\x05!done\0"u8.ToArray(), stream.ToArray());
        Assert.Equal(0, writer.Length);
    }

    private sealed class CountingStream : MemoryStream
    {
        public int Writes { get; private set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Writes++;
            return base.WriteAsync(buffer, cancellationToken);
        }
    }
}
