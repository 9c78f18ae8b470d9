using DualWanPortal.RouterOs.Wire;
using FsCheck;
using FsCheck.Fluent;

namespace DualWanPortal.RouterOs.Tests.Wire;

public sealed class SentencePropertyTests
{
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20260101, 1);

    [Fact]
    public void AnySentence_WrittenAndReadInPieces_IsTheSame()
    {
        var property = Prop.ForAll<byte[][], PositiveInt>((words, piece) =>
        {
            var sent = words.Where(word => word is { Length: > 0 }).ToArray();
            using var writer = new SentenceWriter();
            foreach (var word in sent)
                writer.Word(word);
            writer.End();
            var read = Drain(writer.Written.ToArray(), piece.Get, SentenceLimits.Default);
            return sent.Length == 0
                ? read.Count == 0
                : read is [var only] && only.Words.Select(word => Convert.ToHexString(word.Span)).SequenceEqual(sent.Select(Convert.ToHexString));
        });

        Check.One(s_config, property);
    }

    [Fact]
    public void AnyText_WrittenAndRead_IsTheSame()
    {
        var property = Prop.ForAll<NonNull<string>>(text =>
        {
            var valid = new string([.. text.Get.Where(character => !char.IsSurrogate(character))]);
            using var writer = new SentenceWriter();
            writer.Pair("comment", valid).End();
            return Drain(writer.Written.ToArray(), 7, SentenceLimits.Default)[0].Text(0) == "=comment=" + valid;
        });

        Check.One(s_config, property);
    }

    [Fact]
    public void AnyBytes_NeitherHangNorTakeMoreThanTheCaps()
    {
        var random = new Random(1);
        var limits = new SentenceLimits(MaxWordBytes: 4096, MaxWords: 64, MaxSentenceBytes: 8192);
        for (var round = 0; round < 2000; round++)
        {
            var bytes = round % 2 == 0 ? Noise(random) : Mutated(random);
            var before = GC.GetAllocatedBytesForCurrentThread();

            var read = Drain(bytes, random.Next(1, 600), limits);

            Assert.All(read, sentence => Assert.InRange(sentence.Count, 1, 64));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 512 * 1024);
        }
    }

    private static byte[] Noise(Random random)
    {
        var bytes = new byte[random.Next(2000)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Mutated(Random random)
    {
        using var writer = new SentenceWriter();
        for (var row = 0; row < 20; row++)
            writer.Word("!re").Pair(".id", $"*{row}").Pair("comment", new string('c', random.Next(300))).Word(".tag=1").End();
        var bytes = writer.Written.ToArray();
        for (var change = 0; change < 5; change++)
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes[..random.Next(bytes.Length)];
    }

    /// <summary>Reads without a real wait, so that all memory is taken on this thread.</summary>
    private static List<Sentence> Drain(byte[] bytes, int piece, SentenceLimits limits)
    {
        var sentences = new List<Sentence>();
        using var reader = new SentenceReader(new PieceStream(bytes, piece), limits);
        try
        {
            while (true)
            {
                while (reader.TryRead(out var view))
                    sentences.Add(view.ToSentence());
                var fill = reader.FillAsync(CancellationToken.None).AsTask();
                Assert.True(fill.IsCompleted);
                if (!fill.GetAwaiter().GetResult())
                    return sentences;
            }
        }
        catch (WireException)
        {
            return sentences;
        }
    }
}
