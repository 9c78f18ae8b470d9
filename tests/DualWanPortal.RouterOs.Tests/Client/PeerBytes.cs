using DualWanPortal.RouterOs.Wire;

namespace DualWanPortal.RouterOs.Tests.Client;

/// <summary>What a peer of bad will or bad luck may send, made from a seed: noise, answers cut short, answers with some bytes changed, lengths that announce much.</summary>
/// <param name="Sizes">In which pieces it arrives; not byte by byte, because a debug build takes memory for every wait (<see cref="OddAnswerTests"/> cuts finer).</param>
internal sealed record PeerBytes(string Kind, byte[] Stream, int[] Sizes)
{
    private static readonly byte[][] s_announcements = [[0xF0, 0xFF, 0xFF, 0xFF, 0xFF], [0xF0, 0x00, 0x3F, 0xFF, 0xFF], [0xE0, 0x3F, 0xFF, 0xFF], [0xEF, 0xFF, 0xFF, 0xFF], [0xDF, 0xFF, 0xFF], [0xBF, 0xFF]];

    public static PeerBytes Of(int seed)
    {
        var random = new Random(seed);
        var sizes = new[] { AnswerStream.Welcome.Length, random.Next(64, 600) };
        return (seed % 4) switch
        {
            0 => new("noise", Noise(random), sizes),
            1 => new("truncated", Truncated(random), sizes),
            2 => new("mutated", Mutated(random), sizes),
            _ => new("announced", [.. Truncated(random), .. s_announcements[random.Next(s_announcements.Length)], .. Noise(random)], sizes),
        };
    }

    private static byte[] Noise(Random random)
    {
        var bytes = new byte[random.Next(3000)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Truncated(Random random)
    {
        var whole = Answer(random);
        return whole[..random.Next(whole.Length + 1)];
    }

    private static byte[] Mutated(Random random)
    {
        var bytes = Answer(random);
        for (var change = random.Next(1, 8); change > 0; change--)
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes;
    }

    /// <summary>Rows, refusals, unknown words and ends, most of them of tag 1.</summary>
    private static byte[] Answer(Random random)
    {
        using var writer = new SentenceWriter();
        for (var left = random.Next(1, 30); left > 0; left--)
        {
            writer.Word(random.Next(12) switch { 0 => "!trap", 1 => "!empty", 2 => "!done", 3 => "!later", _ => "!re" });
            if (random.Next(8) > 0)
                writer.Word($".tag={random.Next(1, 3)}");
            for (var words = random.Next(6); words > 0; words--)
                writer.Pair($"name{words}", new string('v', random.Next(random.Next(400))));
            writer.End();
        }
        return writer.Word("!done").Word(".tag=1").End().Written.ToArray();
    }
}
