using System.Text;
using DualWanPortal.Failover.Wans;
using DualWanPortal.Live;
using DualWanPortal.Polling;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.Routers;
using Microsoft.Extensions.DependencyInjection;

namespace DualWanPortal.Tests.Watching;

public sealed class BadPeerTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("garbage")]
    [InlineData("silence")]
    [InlineData("endless word")]
    [InlineData("closed port")]
    [InlineData("wrong password")]
    [InlineData("tls to plain")]
    public async Task Peer_ThatIsNoProperRouter_IsUnknownWithAMessage_AndRecoversWhenCorrected(string kind)
    {
        await using var lab = await WatchedSite.StartLabAsync("two-isps", 0);
        await using var peer = new BadPeer(kind switch
        {
            "garbage" => Encoding.ASCII.GetBytes("HTTP/1.1 400 Bad Request\r\nServer: not a router\r\n\r\n"),
            "endless word" => [0xF0, 0x7F, 0xFF, 0xFF, 0xFF, .. new byte[4096]],
            _ => [],
        });
        await using var portal = await TestPortal.StartAsync(Cancelled, customize: builder =>
            builder.Services.AddSingleton(RouterOsClientOptions.Default with { ConnectTimeout = TimeSpan.FromSeconds(1) }));
        var port = kind switch { "wrong password" or "tls to plain" => lab.Routers[0].Port, "closed port" => BadPeer.ClosedPort(), _ => peer.Port };
        var id = await WatchedSite.AddAsync(portal, port, kind == "wrong password" ? "not-the-secret" : "lab", kind == "tls to plain");
        var live = portal.Services.GetRequiredService<LiveState>();

        await WaitAsync(() => live.Current.Routers[id].Problem is not null);
        var router = live.Current.Routers[id];
        Assert.False(router.Reachable);
        Assert.Equal(RouterState.Unknown, router.Verdict.State);
        Assert.Contains($"127.0.0.1:{port}", router.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain("not-the-secret", router.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", router.Problem, StringComparison.Ordinal);

        var right = new RouterInput { Name = "site", Address = "127.0.0.1", Port = lab.Routers[0].Port, User = "admin", Password = "lab" };
        Assert.IsType<InventoryResult.Saved>(await portal.Services.GetRequiredService<Inventory>().UpdateAsync(id, right, Cancelled));
        await WaitAsync(() => live.Current.Routers[id].Reachable);
        Assert.Equal(RouterState.Working, live.Current.Routers[id].Verdict.State);
    }

    [Fact]
    public async Task TestConnection_ToLab_TellsWhatTheRouterIs()
    {
        await using var lab = await WatchedSite.StartLabAsync("two-isps", 0);
        await using var portal = await TestPortal.StartAsync(Cancelled);
        var input = new RouterInput { Name = "new", Address = "127.0.0.1", Port = lab.Routers[0].TlsPort, Tls = true, User = "admin", Password = "lab" };

        var test = await portal.Services.GetRequiredService<Inventory>().TestConnectionAsync(input, null, Cancelled);

        var found = Assert.IsType<ConnectionTest.Reached>(test).Capabilities;
        Assert.Equal("two-isps", found.Identity);
        Assert.StartsWith("7.21", found.Version, StringComparison.Ordinal);
        Assert.True(found.SafeMode);
        Assert.Equal(64, found.Fingerprint!.Length);
        Assert.Equal(2, found.Wans.Length);
        Assert.NotNull(found.MissingPolicies);
        Assert.Empty(found.MissingPolicies.Value);
        Assert.True(found.ClockOffset!.Value.Duration() < TimeSpan.FromMinutes(1), $"offset {found.ClockOffset}");
    }

    [Fact]
    public async Task TestConnection_ToSilence_FailsWithinTheDeadlineAndSaysWhatToTry()
    {
        await using var peer = new BadPeer([]);
        await using var portal = await TestPortal.StartAsync(Cancelled, customize: builder =>
            builder.Services.AddSingleton(RouterOsClientOptions.Default with { ConnectTimeout = TimeSpan.FromMilliseconds(300) }));

        var test = await portal.Services.GetRequiredService<Inventory>()
            .TestConnectionAsync(new RouterInput { Name = "new", Address = "127.0.0.1", Port = peer.Port, User = "admin", Password = "x" }, null, Cancelled);

        var failure = Assert.IsType<ConnectionTest.Failed>(test).Failure;
        Assert.Contains($"127.0.0.1:{peer.Port}", failure.Where, StringComparison.Ordinal);
        Assert.NotEmpty(failure.Try);
    }

    private static async Task WaitAsync(Func<bool> holds)
    {
        for (var attempt = 0; attempt < 400 && !holds(); attempt++)
            await Task.Delay(50, Cancelled);
        Assert.True(holds());
    }
}
