using System.Text;
using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Lab.Tests;

/// <summary>Reference 1.1 to 1.5 and 1.10, by a client that writes its own bytes.</summary>
public sealed class WireTests : IAsyncLifetime
{
    private LabHost _lab = null!;

    public async ValueTask InitializeAsync() => _lab = await LabRun.StartAsync();
    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task Reference_1_1_LengthsLongerThanNeeded_AreAccepted()
    {
        await using var client = await RawClient.ConnectAsync(_lab.Routers[0]);
        await client.SendBytesAsync(
            [0x80, 0x06, .. "/login"u8, 0xC0, 0x00, 0x0B, .. "=name=admin"u8, 0xE0, 0x00, 0x00, 0x0D, .. "=password=lab"u8, 0xF0, 0x00, 0x00, 0x00, 0x06, .. ".tag=1"u8, 0x00]);

        Assert.Equal(["!done", ".tag=1"], await client.ReadAsync());
    }

    [Fact]
    public async Task Reference_1_1_EmptySentences_AreIgnored()
    {
        await using var client = await RawClient.LogInAsync(_lab.Routers[0]);
        await client.SendBytesAsync(0, 0, 0);
        await client.SendAsync("/system/identity/get", "=value-name=name");

        Assert.Equal(["!done", "=ret=two-isps"], await client.ReadAsync());
    }

    [Theory]
    [InlineData(0xF8)]
    [InlineData(0xFF)]
    public async Task Reference_1_1_ControlByte_Closes(byte first)
    {
        await using var client = await RawClient.LogInAsync(_lab.Routers[0]);
        await client.SendBytesAsync(first);

        Assert.Equal(["!fatal", "unknown control byte"], await client.ReadAsync());
        Assert.Empty(await client.ReadAsync());
    }

    [Fact]
    public async Task Reference_1_1_Values_AreBytesWithoutEscapes()
    {
        await using var client = await RawClient.LogInAsync(_lab.Routers[0]);
        var value = "a=b ?c \r\n\0 \"$x\" ü " + new string('z', 300);
        await client.SendAsync("/system/note/set", "=note=" + value);
        Assert.Equal(["!done"], await client.ReadAsync());
        await client.SendAsync("/system/note/get", "=value-name=note");

        Assert.Equal(["!done", "=ret=" + value], await client.ReadAsync());
    }

    [Fact]
    public async Task Reference_1_2_TagAndArguments_StandInAnyOrder()
    {
        await using var client = await RawClient.LogInAsync(_lab.Routers[0]);
        await client.SendAsync("/ip/pool/add", ".tag=né 1=x", "=ranges=10.0.0.1", "?ignored", "=name=first", "=name=last");
        Assert.Equal(["!done", "=ret=*2", ".tag=né 1=x"], await client.ReadAsync());

        await client.SendAsync("/ip/pool/print", "?name=last", ".tag=", "=.proplist=name", "=.proplist=ranges", "=.proplist=nothing");
        Assert.Equal(["!re", "=name=last", "=ranges=10.0.0.1", ".tag="], await client.ReadAsync());
        Assert.Equal(["!done", ".tag="], await client.ReadAsync());
    }

    [Theory]
    [InlineData("=count-only")]
    [InlineData("=count-only=")]
    [InlineData("=count-only=yes")]
    public async Task Reference_1_2_FlagArgument_CountsByPresence(string word)
    {
        await using var client = await RawClient.LogInAsync(_lab.Routers[0]);
        await client.SendAsync("/ip/pool/print", word);

        Assert.StartsWith("=ret=", (await client.ReadAsync())[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reference_1_2_StrangeWords_AreNoReasonToClose()
    {
        await using var client = await RawClient.LogInAsync(_lab.Routers[0]);
        await client.SendAsync("/system/identity/print", "=", "==x", ".tag", ".other=1", "word", "?", "?#", "   ");
        while ((await client.ReadAsync())[0] != "!done")
        {
        }
        await client.SendAsync("not a command");
        Assert.Equal(["!trap", "=category=0", "=message=no such command"], await client.ReadAsync());
        Assert.Equal(["!done"], await client.ReadAsync());
    }

    [Fact]
    public async Task Reference_1_2_Quit_IsFatalWithABareWord()
    {
        await using var client = await RawClient.LogInAsync(_lab.Routers[0]);
        await client.SendAsync("/quit", ".tag=9");

        Assert.Equal(["!fatal", "session terminated on request"], await client.ReadAsync());
        Assert.Empty(await client.ReadAsync());
    }

    [Fact]
    public async Task Reference_1_3_Logins_AreLogged()
    {
        await using var stranger = await RawClient.ConnectAsync(_lab.Routers[0]);
        await stranger.SendAsync("/login", "=name=admin", "=password=no");
        Assert.Equal("!trap", (await stranger.ReadAsync())[0]);
        await using var client = await RawClient.LogInAsync(_lab.Routers[0]);
        await client.SendAsync("/log/print", "=.proplist=topics,message", "?topics=system,error,critical");

        Assert.Equal(["!re", "=topics=system,error,critical", "=message=login failure for user admin from 127.0.0.1 via api"], await client.ReadAsync());
    }

    [Fact]
    public async Task Reference_1_3_UserOfAnotherNetwork_IsRefusedLikeAWrongPassword()
    {
        await using var admin = await RawClient.LogInAsync(_lab.Routers[0]);
        await admin.SendAsync("/user/add", "=name=far", "=password=p", "=group=full", "=address=192.0.2.0/24");
        await admin.ReadAsync();
        await using var client = await RawClient.ConnectAsync(_lab.Routers[0]);
        await client.SendAsync("/login", "=name=far", "=password=p");

        Assert.Equal(["!trap", "=message=invalid user name or password (6)"], await client.ReadAsync());
        Assert.Equal(["!done"], await client.ReadAsync());
    }

    [Fact]
    public async Task Reference_1_5_CancelOfNothing_IsDone()
    {
        await using var client = await RawClient.LogInAsync(_lab.Routers[0]);
        await client.SendAsync("/cancel", "=tag=unknown", ".tag=c");
        Assert.Equal(["!done", ".tag=c"], await client.ReadAsync());
        await client.SendAsync("/cancel");
        Assert.Equal(["!done"], await client.ReadAsync());
    }

    [Fact]
    public async Task Reference_1_5_CancelWithoutTag_EndsAllOfTheConnection()
    {
        await using var client = await RawClient.LogInAsync(_lab.Routers[0]);
        await client.SendAsync("/ip/pool/listen", ".tag=one");
        await client.SendAsync("/ip/dns/static/listen", ".tag=two");
        await client.SendAsync("/cancel", ".tag=c");

        Assert.Equal(["!trap", "=category=2", "=message=interrupted", ".tag=one"], await client.ReadAsync());
        Assert.Equal(["!trap", "=category=2", "=message=interrupted", ".tag=two"], await client.ReadAsync());
        Assert.Equal(["!done", ".tag=c"], await client.ReadAsync());
        Assert.Equal(["!done", ".tag=one"], await client.ReadAsync());
        Assert.Equal(["!done", ".tag=two"], await client.ReadAsync());
    }

    [Fact]
    public async Task Reference_1_5_Tag_IsFreeAgainAfterDone()
    {
        await using var client = await RawClient.LogInAsync(_lab.Routers[0]);
        for (var i = 0; i < 3; i++)
        {
            await client.SendAsync("/system/identity/get", "=value-name=name", ".tag=same");
            Assert.Equal(["!done", "=ret=two-isps", ".tag=same"], await client.ReadAsync());
        }
    }

    [Fact]
    public async Task Reference_1_5_TaggedCommands_RunBesideAListen()
    {
        await using var client = await RawClient.LogInAsync(_lab.Routers[0]);
        await client.SendAsync("/ip/pool/listen", ".tag=l");
        await client.SendAsync("/ip/pool/add", "=name=x", "=ranges=10.0.0.1", ".tag=a");

        var both = new[] { await client.ReadAsync(), await client.ReadAsync() };
        Assert.Contains(both, words => words[0] == "!re" && words[^1] == ".tag=l" && words.Contains("=name=x"));
        Assert.Contains(both, words => words[0] == "!done" && words[^1] == ".tag=a");
    }

    [Fact]
    public async Task Reference_1_10_EachLogin_IsListedAsActive()
    {
        await using var client = await RawClient.LogInAsync(_lab.Routers[0]);
        await client.SendAsync("/user/active/print", "=.proplist=name,address,via,group");

        Assert.Equal(["!re", "=name=admin", "=address=127.0.0.1", "=via=api", "=group=full"], await client.ReadAsync());
    }

    [Fact]
    public async Task Reference_1_10_TlsWithoutCertificate_FindsNoCipher()
    {
        await using var admin = await RawClient.LogInAsync(_lab.Routers[0]);
        await admin.SendAsync("/ip/service/print", "?name=api-ssl", "=.proplist=certificate");
        Assert.Equal(["!re", "=certificate=lab"], await admin.ReadAsync());
        await admin.ReadAsync();
        await (await LabRun.ConnectAsync(_lab.Routers[0], tls: true)).DisposeAsync();

        await admin.SendAsync("/ip/service/set", "=.id=api-ssl", "=certificate=none");
        await admin.ReadAsync();
        await Assert.ThrowsAnyAsync<DualWanPortal.RouterOs.Client.RouterOsException>(() => LabRun.ConnectAsync(_lab.Routers[0], tls: true));
    }

    [Theory]
    [InlineData("7.21", "20")]
    [InlineData("7.12", null)]
    public async Task Reference_1_10_MaxSessions_IsTwentySince716(string profile, string? value)
    {
        await using var lab = await LabRun.StartAsync(profile: RouterProfile.Named(profile));
        await using var client = await RawClient.LogInAsync(lab.Routers[0]);
        await client.SendAsync("/ip/service/print", "?name=api", "=.proplist=port,max-sessions");

        Assert.Equal(value is null ? ["!re", "=port=8728"] : ["!re", "=port=8728", "=max-sessions=20"], await client.ReadAsync());
    }

    [Fact]
    public async Task Reference_1_12_ByteByByte_IsTheSameSentence()
    {
        await using var client = await RawClient.LogInAsync(_lab.Routers[0]);
        var sentence = new List<byte>();
        foreach (var word in new[] { "/system/identity/get", "=value-name=name" })
            sentence.AddRange([(byte)word.Length, .. Encoding.ASCII.GetBytes(word)]);
        sentence.Add(0);
        foreach (var one in sentence)
            await client.SendBytesAsync(one);

        Assert.Equal(["!done", "=ret=two-isps"], await client.ReadAsync());
    }
}
