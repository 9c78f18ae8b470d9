using DualWanPortal.RouterOs.Wire;

namespace DualWanPortal.RouterOs.Tests.Wire;

public sealed class SentenceReaderTests
{
    // A row, an empty sentence, and an end whose first word has a longer prefix than needed.
    private static readonly byte[] s_twoSentences = [.. "\x03!re\x0C=gateway=a=b\x06.tag=7\0"u8, 0x00, 0x80, 0x05, .. "!done\x06.tag=7\0"u8];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_SplitAtEveryByte_GivesTheSameSentences()
    {
        for (var cut = 1; cut < s_twoSentences.Length; cut++)
            await AssertTwoSentencesAsync(new PieceStream(s_twoSentences, cut, int.MaxValue));
        await AssertTwoSentencesAsync(new PieceStream(s_twoSentences, 1));
    }

    [Fact]
    public async Task Read_EndsAnywhere_IsTruncatedUnlessBetweenSentences()
    {
        for (var cut = 0; cut <= s_twoSentences.Length; cut++)
        {
            using var reader = new SentenceReader(new PieceStream(s_twoSentences[..cut], 5), SentenceLimits.Default);
            var outcome = await DrainAsync(reader);
            var between = cut is 0 or 25 or 26 || cut == s_twoSentences.Length;
            Assert.Equal(between ? null : WireFault.Truncated, outcome);
        }
    }

    [Theory]
    [InlineData("F8")]
    [InlineData("FF03216465")]
    [InlineData("03217265F9")]
    public async Task Reference_1_1_Read_ControlByte_IsRefused(string bytes) => Assert.Equal(WireFault.ReservedControlByte, await OutcomeAsync(Convert.FromHexString(bytes)));

    [Theory]
    [InlineData("0B", WireFault.WordTooLong)]
    [InlineData("F0FFFFFFFF", WireFault.WordTooLong)]
    [InlineData("EFFFFFFF", WireFault.WordTooLong)]
    [InlineData("0161016101610161", WireFault.TooManyWords)]
    [InlineData("0A616161616161616161610A", WireFault.SentenceTooLarge)]
    public async Task Read_OverLimit_IsRefusedByAnnouncementAlone(string bytes, WireFault fault)
    {
        // The word itself never comes: only what was announced can have decided.
        Assert.Equal(fault, await OutcomeAsync(Convert.FromHexString(bytes), new SentenceLimits(MaxWordBytes: 10, MaxWords: 3, MaxSentenceBytes: 15)));
    }

    [Fact]
    public async Task Read_AtTheLimit_IsAccepted()
    {
        using var reader = new SentenceReader(
            new PieceStream(Convert.FromHexString("0A616161616161616161610461616161016100"), 3), new SentenceLimits(MaxWordBytes: 10, MaxWords: 3, MaxSentenceBytes: 15));

        Assert.Equal(3, (await reader.ReadAsync(Token))!.Count);
    }

    [Fact]
    public async Task Read_LargeAnnouncementThenSilence_TakesNoMemoryForIt()
    {
        var stream = new PieceStream(Convert.FromHexString("E03FFFFF61"), 5);
        using var reader = new SentenceReader(stream, SentenceLimits.Default);

        Assert.Equal(WireFault.Truncated, await DrainAsync(reader));

        Assert.InRange(stream.LargestRequest, 1, 64 * 1024);
    }

    [Theory]
    [InlineData(0x80)]
    [InlineData(0x4000)]
    [InlineData(0x200000)]
    public async Task Read_LongWord_ComesWhole(int length)
    {
        using var writer = new SentenceWriter();
        writer.Word(new string('x', length)).Word("end").End();
        using var reader = new SentenceReader(new PieceStream(writer.Written.ToArray(), 1000), SentenceLimits.Default);

        var sentence = await reader.ReadAsync(Token);

        Assert.Equal(length, sentence!.Words[0].Length);
        Assert.Equal("end", sentence.Text(1));
        Assert.Null(await reader.ReadAsync(Token));
    }

    [Fact]
    public async Task Read_LimitsWidenedBetweenSentences_Count()
    {
        using var reader = new SentenceReader(new PieceStream("\u0002ab\0\u0003abc\0"u8.ToArray(), 1), new SentenceLimits(2, 2, 2));
        Assert.NotNull(await reader.ReadAsync(Token));

        reader.Limits = SentenceLimits.Default;

        Assert.Equal("abc", (await reader.ReadAsync(Token))!.Text(0));
    }

    [Fact]
    public async Task Reference_1_8_Read_BytesThatAreNoUtf8_AreDecodedLeniently()
    {
        using var reader = new SentenceReader(new PieceStream([3, 0x61, 0xE9, 0x62, 0], 1), SentenceLimits.Default);

        var sentence = await reader.ReadAsync(Token);

        Assert.Equal("a\uFFFDb", sentence!.Text(0));
        Assert.Equal([0x61, 0xE9, 0x62], sentence.Words[0].ToArray());
    }

    private static async Task AssertTwoSentencesAsync(Stream stream)
    {
        using var reader = new SentenceReader(stream, SentenceLimits.Default);
        Assert.Equal(["!re", "=gateway=a=b", ".tag=7"], (await reader.ReadAsync(Token))!.Texts());
        Assert.Equal(["!done", ".tag=7"], (await reader.ReadAsync(Token))!.Texts());
        Assert.Null(await reader.ReadAsync(Token));
    }

    private static Task<WireFault?> OutcomeAsync(byte[] bytes, SentenceLimits? limits = null) =>
        DrainAsync(new SentenceReader(new PieceStream(bytes, 1), limits ?? SentenceLimits.Default));

    private static async Task<WireFault?> DrainAsync(SentenceReader reader)
    {
        try
        {
            while (await reader.ReadAsync(Token) is not null)
            {
            }
            return null;
        }
        catch (WireException problem)
        {
            return problem.Fault;
        }
    }
}
