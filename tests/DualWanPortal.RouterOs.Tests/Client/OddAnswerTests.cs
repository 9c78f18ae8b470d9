using System.Text;
using DualWanPortal.RouterOs.Client;

namespace DualWanPortal.RouterOs.Tests.Client;

/// <summary>Answers that other clients stumble over, as literal bytes.</summary>
public sealed class OddAnswerTests
{
    private static readonly byte[] s_added = "\x05!done\x09=ret=*1AB\x06.tag=1\0"u8.ToArray();
    private static readonly RouterOsCommand s_add = new RouterOsCommand("/ip/route/add").With("gateway", "192.0.2.1");
    private static readonly RouterOsCommand s_print = new("/ip/route/print");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Add_ConnectionEndsAtAnyByteOfTheAnswer_OutcomeIsUnknownNeverSuccess()
    {
        for (var cut = 0; cut < s_added.Length; cut++)
        {
            await using var client = await AnswerStream.ConnectAsync(s_added[..cut], ScriptedPeer.Patient);

            var lost = await Assert.ThrowsAsync<RouterOsConnectionException>(() => client.RunAsync(s_add, Token));

            Assert.True(lost.OutcomeUnknown, $"cut at {cut}");
            Assert.Equal("/ip/route/add", lost.Failure.CommandPath);
            Assert.Equal(0, client.CommandsInFlight);
        }
    }

    [Fact]
    public async Task Add_AnswerWholeThenConnectionEnds_IsSuccess()
    {
        await using var client = await AnswerStream.ConnectAsync(s_added, ScriptedPeer.Patient);

        Assert.Equal("*1AB", (await client.RunAsync(s_add, Token)).Return);
    }

    [Fact]
    public async Task Print_ConnectionEndsAtAnyByteAfterRows_IsNeverAShorterTable()
    {
        byte[] answer = [.. "\x03!re\x06.tag=1\x04=a=1\0\x03!re\x06.tag=1\x04=a=2\0"u8, .. "\x05!done\x06.tag=1\0"u8];
        for (var cut = 0; cut < answer.Length; cut++)
        {
            await using var client = await AnswerStream.ConnectAsync(answer[..cut], ScriptedPeer.Patient);

            Assert.True((await Assert.ThrowsAsync<RouterOsConnectionException>(() => client.RunAsync(s_print, Token))).OutcomeUnknown, $"cut at {cut}");
        }
    }

    [Fact]
    public async Task Stream_ConnectionEndsAtAnyByte_FailsAfterTheWholeRows()
    {
        var row = "\x03!re\x06.tag=1\x04=a=1\0"u8.ToArray();
        for (var cut = 0; cut < row.Length; cut++)
        {
            await using var client = await AnswerStream.ConnectAsync([.. row, .. row[..cut]], ScriptedPeer.Patient);
            var rows = 0;

            await Assert.ThrowsAsync<RouterOsConnectionException>(async () =>
            {
                await foreach (var _ in client.StreamAsync(s_print, Token))
                    rows++;
            });

            Assert.Equal(1, rows);
        }
    }

    [Fact]
    public async Task Run_AnswerSplitAtEveryByte_IsTheSame()
    {
        // The second word is longer than one byte of length can say; an empty sentence stands between.
        byte[] answer = [.. "\x03!re\x80\xC8=a="u8[..4], 0x80, 0xC8, .. Encoding.ASCII.GetBytes("=a=" + new string('x', 197)), .. "\x06.tag=1\0\0"u8, .. s_added];
        for (var cut = 1; cut <= answer.Length; cut++)
            await AssertAnswerAsync(cut, int.MaxValue);
        await AssertAnswerAsync(1);

        async Task AssertAnswerAsync(params int[] sizes)
        {
            // The login's answer comes whole, before the first cut.
            await using var client = await AnswerStream.ConnectAsync(answer, ScriptedPeer.Patient, [AnswerStream.Welcome.Length, .. sizes]);
            var reply = await client.RunAsync(s_print, Token);
            Assert.Equal(new string('x', 197), Assert.Single(reply.Rows)["a"]);
            Assert.Equal("*1AB", reply.Return);
        }
    }

    [Theory]
    [InlineData("!later")]
    [InlineData("!")]
    [InlineData("!RE")]
    [InlineData("!done-soon")]
    public async Task Reference_1_2_Run_UnknownReplyWord_IsPassedOver(string word)
    {
        byte[] answer = [(byte)word.Length, .. Encoding.ASCII.GetBytes(word), .. "\x09=ret=*999\x06.tag=1\0"u8, .. s_added];
        await using var client = await AnswerStream.ConnectAsync(answer, ScriptedPeer.Patient);

        var reply = await client.RunAsync(s_print, Token);

        Assert.Empty(reply.Rows);
        Assert.Equal("*1AB", reply.Return);
    }

    [Fact]
    public async Task Run_WordsWithoutSecondEquals_AreSwitchesOrPassedOver()
    {
        var row = await OneRowAsync("\u0007=switch\u0001=\u0002==\u0007==value\u0004bare\u0002=b\u0004=b=2"u8.ToArray());

        Assert.Equal(["switch", "b"], row.Pairs.Select(pair => pair.Key));
        Assert.Equal("", row["switch"]);
        Assert.True(row.Flag("switch"));
        Assert.Equal("2", row["b"]);
    }

    [Fact]
    public async Task Reference_1_2_Run_DuplicateKeys_LastWins()
    {
        var row = await OneRowAsync("\x0D=dynamic=true\x05=n=ab\x0E=dynamic=false"u8.ToArray());

        Assert.Equal("false", row["dynamic"]);
        Assert.False(row.Flag("dynamic"));
        Assert.Equal("false", row.ToItem("/interface/list")["dynamic"]);
        Assert.Equal(["dynamic", "n"], row.Pairs.Select(pair => pair.Key));
    }

    [Fact]
    public async Task Run_WordsOfBlanksOnly_AreKeptOrPassedOver()
    {
        var row = await OneRowAsync("\x01 \x03   \x06=c=   \x04= = \x02\r\n"u8.ToArray());

        Assert.Equal("   ", row["c"]);
        Assert.Equal(" ", row[" "]);
        Assert.Equal(2, row.Pairs.Count());
    }

    [Fact]
    public async Task Run_InvalidUtf8_IsReplacedInTextAndRawBytesStay()
    {
        var row = await OneRowAsync([8, .. "=n="u8, 0xC3, 0x28, 0xFF, 0x00, 0xE2, 6, .. "="u8, 0xE9, .. "t=ok"u8]);

        Assert.Equal("\uFFFD(\uFFFD\0\uFFFD", row["n"]);
        Assert.True(row.TryGetBytes("n", out var raw));
        Assert.Equal([0xC3, 0x28, 0xFF, 0x00, 0xE2], raw.ToArray());
        Assert.Equal("ok", row.Pairs.Single(pair => pair.Key == "\uFFFDt").Value);
    }

    private static async Task<RouterOsRow> OneRowAsync(byte[] words)
    {
        await using var client = await AnswerStream.ConnectAsync([.. "\x03!re\x06.tag=1"u8, .. words, 0, .. s_added], ScriptedPeer.Patient);
        return Assert.Single((await client.RunAsync(s_print, Token)).Rows);
    }
}
