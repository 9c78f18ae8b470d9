using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Lab.Tests;

/// <summary>Reference 1.3, 1.5 and 1.12, word for word, by a client that shares no code with the server.</summary>
public sealed class TranscriptTests
{
    [Fact]
    public async Task Reference_1_3_Login_LiteralBytes_AnswersLiteralDone()
    {
        await using var lab = await LabRun.StartAsync();
        await using var client = await RawClient.ConnectAsync(lab.Routers[0]);

        // /login =name=admin =password=lab
        await client.SendBytesAsync(
            [0x06, .. "/login"u8, 0x0B, .. "=name=admin"u8, 0x0D, .. "=password=lab"u8, 0x00]);

        Assert.Equal([0x05, .. "!done"u8, 0x00], await client.ReadBytesAsync(7));
    }

    [Fact]
    public async Task Reference_1_3_Login_WrongPassword_TrapsAndAllowsAnotherTry()
    {
        await using var lab = await LabRun.StartAsync();
        await using var client = await RawClient.ConnectAsync(lab.Routers[0]);

        await client.SendAsync("/login", "=name=admin", "=password=wrong");
        Assert.Equal(["!trap", "=message=invalid user name or password (6)"], await client.ReadAsync());
        Assert.Equal(["!done"], await client.ReadAsync());
        await client.SendAsync("/login", ".tag=1", "=name=admin", "=password=lab");
        Assert.Equal(["!done", ".tag=1"], await client.ReadAsync());
    }

    [Fact]
    public async Task Reference_1_3_Login_OldChallenge_IsNeverAccepted()
    {
        await using var lab = await LabRun.StartAsync(profile: RouterProfile.V649);
        await using var client = await RawClient.ConnectAsync(lab.Routers[0]);

        await client.SendAsync("/login");
        Assert.Equal("!trap", (await client.ReadAsync())[0]);
        Assert.Equal(["!done"], await client.ReadAsync());
        await client.SendAsync("/login", "=name=admin", "=response=0000112233445566778899aabbccddeeff");
        Assert.Equal("!trap", (await client.ReadAsync())[0]);
    }

    [Fact]
    public async Task Reference_1_3_Command_BeforeLogin_IsFatal()
    {
        await using var lab = await LabRun.StartAsync();
        await using var client = await RawClient.ConnectAsync(lab.Routers[0]);

        await client.SendAsync("/ip/route/print");

        Assert.Equal(["!fatal", "not logged in"], await client.ReadAsync());
        Assert.Empty(await client.ReadAsync());
    }

    [Fact]
    public async Task Reference_1_12_Routes_AddPrintRemove_AsInTheReference()
    {
        await using var lab = await LabRun.StartAsync();
        await using var client = await RawClient.LogInAsync(lab.Routers[0]);

        await client.SendAsync("/ip/route/add", "=dst-address=198.51.100.7", "=gateway=203.0.113.1", "=scope=10", ".tag=7");
        var added = await client.ReadAsync();
        Assert.Equal("!done", added[0]);
        Assert.Contains(".tag=7", added);
        var id = Assert.Single(added, word => word.StartsWith("=ret=*", StringComparison.Ordinal))[5..];

        await client.SendAsync("/ip/route/print", "=.proplist=.id,gateway", "?dst-address=198.51.100.7/32");
        Assert.Equal(["!re", $"=.id={id}", "=gateway=203.0.113.1"], await client.ReadAsync());
        Assert.Equal(["!done"], await client.ReadAsync());

        await client.SendAsync("/ip/route/print", "?dst-address=198.51.100.9/32", ".tag=e");
        Assert.Equal(["!empty", ".tag=e"], await client.ReadAsync());
        Assert.Equal(["!done", ".tag=e"], await client.ReadAsync());

        await client.SendAsync("/ip/route/remove", "=.id=*FFFF");
        Assert.Equal(["!trap", "=category=0", "=message=no such item"], await client.ReadAsync());
        Assert.Equal(["!done"], await client.ReadAsync());

        await client.SendAsync("/foo/print");
        Assert.Equal(["!trap", "=category=0", "=message=no such command or directory (foo)"], await client.ReadAsync());
        Assert.Equal(["!trap", "=message=no such command prefix"], await client.ReadAsync());
        Assert.Equal(["!done"], await client.ReadAsync());

        await client.SendAsync("/quit");
        Assert.Equal(["!fatal", "session terminated on request"], await client.ReadAsync());
        Assert.Empty(await client.ReadAsync());
    }

    [Fact]
    public async Task Reference_1_5_Cancel_RunningListen_InterruptsThenEndsBoth()
    {
        await using var lab = await LabRun.StartAsync();
        await using var client = await RawClient.LogInAsync(lab.Routers[0]);

        await client.SendAsync("/system/script/listen", ".tag=l");
        await client.SendAsync("/system/script/add", "=name=x", "=source=:put 1\n:put \"=\"", ".tag=a");
        var changed = await client.ReadAsync();
        Assert.Equal("!re", changed[0]);
        Assert.Contains("=source=:put 1\n:put \"=\"", changed);
        Assert.Contains(".tag=l", changed);
        Assert.Contains(".tag=a", await client.ReadAsync());

        await client.SendAsync("/cancel", "=tag=l", ".tag=c");
        Assert.Equal(["!trap", "=category=2", "=message=interrupted", ".tag=l"], await client.ReadAsync());
        Assert.Equal(["!done", ".tag=c"], await client.ReadAsync());
        Assert.Equal(["!done", ".tag=l"], await client.ReadAsync());

        await client.SendAsync("/cancel", "=tag=nobody", ".tag=d");
        Assert.Equal(["!done", ".tag=d"], await client.ReadAsync());
    }

    [Fact]
    public async Task Reference_1_5_Untagged_BehindARunningOne_WaitsForItsTurn()
    {
        await using var lab = await LabRun.StartAsync();
        await using var client = await RawClient.LogInAsync(lab.Routers[0]);

        await client.SendAsync("/ip/pool/listen");
        await client.SendAsync("/system/identity/print", "=.proplist=name");
        await client.SendAsync("/system/identity/print", "=.proplist=name", ".tag=t");
        Assert.Contains(".tag=t", await client.ReadAsync());
        Assert.Contains(".tag=t", await client.ReadAsync());

        await client.SendAsync("/cancel", ".tag=c");
        Assert.Equal(["!trap", "=category=2", "=message=interrupted"], await client.ReadAsync());
        Assert.Equal(["!trap", "=category=2", "=message=interrupted"], await client.ReadAsync());
        Assert.Equal(["!done", ".tag=c"], await client.ReadAsync());
        Assert.Equal(["!done"], await client.ReadAsync());
        Assert.Equal(["!done"], await client.ReadAsync());
    }

    [Fact]
    public async Task Reference_3_12_Ping_Count_StreamsRowsThenDone()
    {
        await using var lab = await LabRun.StartAsync(change: options => options with { Speed = 20 });
        await using var client = await RawClient.LogInAsync(lab.Routers[0]);

        await client.SendAsync("/tool/ping", "=address=8.8.8.8", "=count=2", ".tag=p");

        var first = await client.ReadAsync();
        Assert.Equal("!re", first[0]);
        Assert.Contains("=seq=0", first);
        Assert.Contains("=host=8.8.8.8", first);
        Assert.Contains("=received=1", first);
        Assert.Contains("=packet-loss=0", first);
        Assert.Contains("=seq=1", await client.ReadAsync());
        Assert.Equal(["!done", ".tag=p"], await client.ReadAsync());
    }

    [Fact]
    public async Task Reference_3_12_Ping_WithoutCount_RunsUntilCancelled()
    {
        await using var lab = await LabRun.StartAsync(change: options => options with { Speed = 20 });
        await using var client = await RawClient.LogInAsync(lab.Routers[0]);

        await client.SendAsync("/tool/ping", "=address=8.8.8.8", ".tag=p");
        for (var row = 0; row < 3; row++)
            Assert.Contains(".tag=p", await client.ReadAsync());
        await client.SendAsync("/cancel", "=tag=p", ".tag=c");

        string[] words;
        do
            words = await client.ReadAsync();
        while (words[0] == "!re");
        Assert.Equal(["!trap", "=category=2", "=message=interrupted", ".tag=p"], words);
        Assert.Equal(["!done", ".tag=c"], await client.ReadAsync());
        Assert.Equal(["!done", ".tag=p"], await client.ReadAsync());
    }
}
