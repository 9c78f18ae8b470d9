using System.Text;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.RouterOs.Wire;

namespace DualWanPortal.RouterOs.Tests.Client;

/// <summary>
/// Whatever a peer sends, the client ends with an answer or a typed error, in time and within its caps. Measures the memory of the whole process, so nothing else may run.
/// A failure names its seed.
/// </summary>
[CollectionDefinition(nameof(ClientPropertyTests), DisableParallelization = true)]
[Collection(nameof(ClientPropertyTests))]
public sealed class ClientPropertyTests
{
    private const int Rounds = 400;
    private const int OverheadBytes = 512 * 1024;

    private static readonly TimeSpan s_hang = TimeSpan.FromSeconds(30);
    private static readonly RouterOsCommand s_print = new("/ip/route/print");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task AnyBytes_AfterACommand_EndInAnAnswerOrATypedError() => EachSeedAsync(async bytes =>
    {
        await using var client = await AnswerStream.ConnectAsync(bytes.Stream, RouterOsClientOptions.Default, bytes.Sizes);
        await TypedAsync(() => client.RunAsync(s_print, Token));
        Assert.NotNull(await client.Closed);
        Assert.Equal(0, client.CommandsInFlight);
    });

    [Fact]
    public Task AnyBytes_OnAStream_EndInRowsOrATypedError() => EachSeedAsync(async bytes =>
    {
        await using var client = await AnswerStream.ConnectAsync(bytes.Stream, RouterOsClientOptions.Default, bytes.Sizes);
        await TypedAsync(async () =>
        {
            await foreach (var row in client.StreamAsync(s_print, Token))
                Assert.NotNull(row.ToItem("/ip/route"));
        });
        Assert.NotNull(await client.Closed);
    });

    [Fact]
    public Task AnyBytes_InsteadOfALogin_EndInAClientOrATypedError() => EachSeedAsync(bytes => TypedAsync(async () =>
    {
        await using var client = await new AnswerStream([bytes.Stream], bytes.Sizes).ConnectAsync(RouterOsClientOptions.Default);
        await client.Closed;
    }));

    [Fact]
    public async Task AnyCommandAndRow_SentAndRead_AreTheSame()
    {
        for (var seed = 0; seed < Rounds; seed++)
        {
            var random = new Random(seed);
            var pairs = Enumerable.Range(0, random.Next(8)).Select(number => KeyValuePair.Create($"{number}{AnyText(random, 40).Replace('=', '-')}", AnyText(random, 400))).ToArray();
            using var writer = new SentenceWriter();
            writer.Word("!re").Word(".tag=1");
            foreach (var (name, value) in pairs)
                writer.Pair(name, value);
            writer.End().Word("!done").Word(".tag=1").End();
            var peer = new AnswerStream([AnswerStream.Welcome, writer.Written.ToArray()], 6, random.Next(1, 200));
            await using var client = await peer.ConnectAsync(RouterOsClientOptions.Default);

            var reply = await client.RunAsync(s_print.WithAll(pairs), Token).WaitAsync(s_hang, Token);

            var sent = Assert.Single(await SentencesAsync(peer.Written.Last()));
            Assert.Equal(["/ip/route/print", .. pairs.Select(pair => $"={pair.Key}={pair.Value}"), ".tag=1"], sent.Texts());
            Assert.True(pairs.SequenceEqual(Assert.Single(reply.Rows).Pairs), $"seed {seed}");
        }
    }

    private static async Task EachSeedAsync(Func<PeerBytes, Task> check)
    {
        for (var seed = 0; seed < Rounds; seed++)
        {
            var bytes = PeerBytes.Of(seed);
            try
            {
                var before = GC.GetTotalAllocatedBytes(precise: true);
                await check(bytes).WaitAsync(s_hang, Token);
                // Rows are copies of what came, answers are read in pieces; what a peer only announces must cost nothing.
                Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, OverheadBytes + 40 * bytes.Stream.Length);
            }
            catch (Exception failed) when (failed is not OperationCanceledException)
            {
                Assert.Fail($"seed {seed} ({bytes.Kind}): {failed}");
            }
        }
    }

    /// <summary>An error that is none of the client's own is a crash.</summary>
    private static async Task TypedAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (RouterOsException typed)
        {
            Assert.DoesNotContain("secret", typed.Message, StringComparison.Ordinal);
        }
    }

    private static async Task<List<Sentence>> SentencesAsync(byte[] written)
    {
        var sentences = new List<Sentence>();
        using var reader = new SentenceReader(new MemoryStream(written), SentenceLimits.Default);
        while (await reader.ReadAsync(Token) is { } sentence)
            sentences.Add(sentence);
        return sentences;
    }

    /// <summary>Control characters, blanks, '=' and letters beyond ASCII included.</summary>
    private static string AnyText(Random random, int longest)
    {
        var text = new StringBuilder();
        for (var left = random.Next(longest); left > 0; left--)
            text.Append((Rune)(random.Next(4) switch { 0 => random.Next(0, 0x80), 1 => random.Next(0x80, 0x800), 2 => random.Next(0xE000, 0x10000), _ => random.Next(0x20, 0x7F) }));
        return text.ToString();
    }
}
