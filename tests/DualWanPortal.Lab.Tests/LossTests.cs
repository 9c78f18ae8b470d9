using System.Net.Sockets;

namespace DualWanPortal.Lab.Tests;

/// <summary>A connection that ends, one that is reset and one that just falls silent are three things (reference 6.1, 6.4, 1.5).</summary>
public sealed class LossTests
{
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(10);
    private readonly SteppedTime _time = new();

    private Task<LabHost> StartAsync() => LabHost.StartAsync(new LabOptions { Scenario = "two-isps", Port = 0 }, _time, TestContext.Current.CancellationToken);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reference_6_1_SafeModeSession_ClosedOrReset_IsTakenBackWithinSeconds(bool reset)
    {
        await using var lab = await StartAsync();
        await using (var holder = await ChangeInSafeModeAsync(lab.Routers[0]))
        {
            if (reset)
                holder.Socket.LingerState = new LingerOption(true, 0);
        }

        await using var other = await RawClient.LogInAsync(lab.Routers[0]);
        await UntilAsync(async () => await ActiveAsync(other) == 1);
        Assert.Equal("changed", await NameAsync(other));
        _time.Step(TimeSpan.FromSeconds(5));
        Assert.Equal("two-isps", await NameAsync(other));
    }

    [Fact]
    public async Task Reference_6_1_SafeModeSession_PeerVanished_HoldsForNineMinutes()
    {
        await using var lab = await StartAsync();
        await using var holder = await ChangeInSafeModeAsync(lab.Routers[0]);

        Assert.Equal(1, await lab.Routers[0].LoseSessionsAsync(TestContext.Current.CancellationToken));

        await using var other = await RawClient.LogInAsync(lab.Routers[0]);
        _time.Step(TimeSpan.FromMinutes(8.9));
        Assert.Equal(("changed", 2), (await NameAsync(other), await ActiveAsync(other)));
        _time.Step(TimeSpan.FromMinutes(0.2));
        Assert.Equal(("two-isps", 1), (await NameAsync(other), await ActiveAsync(other)));
        // The router gave the connection up, and whatever reaches it now is answered by its end.
        Assert.Empty(await holder.ReadAsync());
    }

    [Fact]
    public async Task Reference_6_1_VanishedHolder_ReleaseFromElsewhere_KeepsTheChange()
    {
        await using var lab = await StartAsync();
        await using var holder = await ChangeInSafeModeAsync(lab.Routers[0]);
        await lab.Routers[0].LoseSessionsAsync(TestContext.Current.CancellationToken);

        await using var other = await RawClient.LogInAsync(lab.Routers[0]);
        await other.SendAsync("/safe-mode/release");
        Assert.Equal(["!done"], await other.ReadAsync());
        _time.Step(TimeSpan.FromMinutes(20));

        Assert.Equal("changed", await NameAsync(other));
    }

    [Fact]
    public async Task LostSession_WhatTheClientStillSends_DoesNothing()
    {
        await using var lab = await StartAsync();
        await using var lost = await RawClient.LogInAsync(lab.Routers[0]);
        await lab.Routers[0].LoseSessionsAsync(TestContext.Current.CancellationToken);

        await lost.SendAsync("/system/identity/set", "=name=ghost");
        await lost.SendAsync("/quit");

        await using var other = await RawClient.LogInAsync(lab.Routers[0]);
        Assert.Equal("two-isps", await NameAsync(other));
        Assert.Equal(0, lost.Socket.Available);
    }

    [Fact]
    public async Task LostSession_RouterRestarts_IsForgotten()
    {
        await using var lab = await StartAsync();
        await using var lost = await RawClient.LogInAsync(lab.Routers[0]);
        await lab.Routers[0].LoseSessionsAsync(TestContext.Current.CancellationToken);

        Assert.Null(await lab.Routers[0].ApplyFaultAsync(null, "reboot", TestContext.Current.CancellationToken));
        _time.Step(TimeSpan.FromMinutes(5));

        await using var other = await RawClient.LogInAsync(lab.Routers[0]);
        Assert.Equal(1, await ActiveAsync(other));
    }

    [Fact]
    public async Task CutOff_NewClients_HearNothingUntilTheWayIsOpen()
    {
        await using var lab = await StartAsync();
        await lab.Routers[0].CutOffAsync(TestContext.Current.CancellationToken);
        await using var early = await RawClient.ConnectAsync(lab.Routers[0]);
        await early.SendAsync("/login", "=name=admin", "=password=lab");
        await UntilAsync(() => Task.FromResult(lab.Routers[0].Unheard == 1));

        await lab.Routers[0].ReconnectAsync(TestContext.Current.CancellationToken);
        await using var late = await RawClient.LogInAsync(lab.Routers[0]);

        Assert.Equal(1, await ActiveAsync(late));
        Assert.Equal(0, early.Socket.Available);
    }

    private static async Task<RawClient> ChangeInSafeModeAsync(LabRouter router)
    {
        var holder = await RawClient.LogInAsync(router);
        await holder.SendAsync("/safe-mode/take");
        Assert.Equal(["!done"], await holder.ReadAsync());
        await holder.SendAsync("/system/identity/set", "=name=changed");
        Assert.Equal(["!done"], await holder.ReadAsync());
        return holder;
    }

    private static async Task<string> NameAsync(RawClient client)
    {
        await client.SendAsync("/system/identity/get", "=value-name=name");
        return (await client.ReadAsync())[1]["=ret=".Length..];
    }

    private static async Task<int> ActiveAsync(RawClient client)
    {
        await client.SendAsync("/user/active/print", "=count-only=");
        return int.Parse((await client.ReadAsync())[1]["=ret=".Length..], System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(s_soon);
        while (!await condition())
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, deadline.Token);
    }
}
