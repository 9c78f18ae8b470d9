using DualWanPortal.RouterOs.Client;

namespace DualWanPortal.RouterOs.Tests.Client;

/// <summary>Reference 1.3.</summary>
public sealed class LoginTests
{
    private const string Challenge = "00112233445566778899aabbccddeeff";

    [Theory]
    [InlineData("secret", "00c17511d224a5e93170632807d36388aa")]
    [InlineData("", "004fc766996a2175c8d712275fb6a3cb31")]
    public async Task Reference_1_3_Connect_RouterChallenges_AnswersWithDigest(string password, string response)
    {
        string[]? answer = null;
        await using var peer = new ScriptedPeer(async peer =>
        {
            await peer.ReadAsync();
            await peer.SendAsync("!done", $"=ret={Challenge}");
            answer = await peer.ReadAsync();
            await peer.SendAsync("!done");
            await peer.StaySilentAsync();
        });

        await using var client = await RouterOsClient.ConnectAsync(
            peer.Endpoint, new("admin", password), RouterOsClientOptions.Default, TestContext.Current.CancellationToken);

        Assert.Equal(["/login", "=name=admin", $"=response={response}"], answer!);
    }

    [Fact]
    public async Task Connect_ChallengeOfUnknownForm_IsProtocolError()
    {
        await using var peer = new ScriptedPeer(async peer =>
        {
            await peer.ReadAsync();
            await peer.SendAsync("!done", "=ret=xyz");
            await peer.StaySilentAsync();
        });

        await Assert.ThrowsAsync<RouterOsProtocolException>(() => peer.ConnectAsync());
    }

    [Theory]
    [InlineData("invalid user name or password (6)")]
    [InlineData("cannot log in")]
    public async Task Connect_WrongPassword_TellsRoutersWordsWithoutPassword(string words)
    {
        await using var peer = new ScriptedPeer(async peer =>
        {
            await peer.ReadAsync();
            await peer.SendAsync("!trap", $"=message={words}");
            await peer.SendAsync("!done");
            await peer.StaySilentAsync();
        });

        var refused = await Assert.ThrowsAsync<RouterOsLoginException>(() => peer.ConnectAsync());

        Assert.Equal(words, refused.RouterMessage);
        Assert.DoesNotContain("secret", refused.ToString(), StringComparison.Ordinal);
        Assert.Equal("/login", refused.Failure.CommandPath);
    }

    [Fact]
    public async Task Connect_Fatal_TellsReason()
    {
        await using var peer = new ScriptedPeer(async peer =>
        {
            await peer.ReadAsync();
            await peer.SendAsync("!fatal", "too many sessions");
        });

        var fatal = await Assert.ThrowsAsync<RouterOsFatalException>(() => peer.ConnectAsync());

        Assert.Equal("too many sessions", fatal.Reason);
    }
}
