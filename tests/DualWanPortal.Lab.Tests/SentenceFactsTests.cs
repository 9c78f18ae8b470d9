using System.Text;
using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Lab.Tests;

/// <summary>What chapter 1 of the reference says of verbs, queries, monitors and services, by a client that writes its own bytes.</summary>
public sealed class SentenceFactsTests : IAsyncLifetime
{
    private LabHost _lab = null!;

    public async ValueTask InitializeAsync() => _lab = await LabRun.StartAsync(change: options => options with { Speed = 20 });
    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Theory]
    [InlineData(0x7F, new byte[] { 0x7F })]
    [InlineData(0x80, new byte[] { 0x80, 0x80 })]
    [InlineData(0x3FFF, new byte[] { 0xBF, 0xFF })]
    [InlineData(0x4000, new byte[] { 0xC0, 0x40, 0x00 })]
    public async Task Reference_1_1_Answers_HaveTheShortestLength(int length, byte[] prefix)
    {
        await using var client = await RawClient.LogInAsync(_lab.Routers[0]);
        var word = Encoding.ASCII.GetBytes("=note=" + new string('n', length - "=ret=".Length));
        await client.SendBytesAsync([0x10, .. "/system/note/set"u8, 0xE0, 0x00, (byte)(word.Length >> 8), (byte)word.Length, .. word, 0x00]);
        Assert.Equal(["!done"], await client.ReadAsync());
        await client.SendAsync("/system/note/get", "=value-name=note");

        Assert.Equal([0x05, .. "!done"u8, .. prefix, .. "=ret=n"u8], await client.ReadBytesAsync(6 + prefix.Length + 6));
    }

    [Fact]
    public async Task Reference_1_2_Trap_IsFollowedByDoneOfTheSameTag()
    {
        await using var client = await RawClient.LogInAsync(_lab.Routers[0]);
        await client.SendAsync("/ip/route/set", ".tag=t", "=.id=*FFFF", "=distance=2");
        Assert.Equal(["!trap", "=category=0", "=message=no such item", ".tag=t"], await client.ReadAsync());
        Assert.Equal(["!done", ".tag=t"], await client.ReadAsync());
    }

    [Fact]
    public async Task Reference_1_3_ExpiredPassword_DoesNotBlockTheApi()
    {
        await using var client = await RawClient.LogInAsync(_lab.Routers[0]);
        await client.SendAsync("/user/expire-password", "=.id=admin");
        Assert.Equal(["!done"], await client.ReadAsync());
        await (await RawClient.LogInAsync(_lab.Routers[0])).DisposeAsync();
    }

    [Fact]
    public async Task Reference_1_4_GetAll_IsPrintAndTakesQueries()
    {
        await using var client = await RawClient.LogInAsync(_lab.Routers[0]);
        await client.SendAsync("/ip/pool/getall", "=.proplist=name", "?name=default-dhcp");
        Assert.Equal(["!re", "=name=default-dhcp"], await client.ReadAsync());
        Assert.Equal(["!done"], await client.ReadAsync());
    }

    [Theory]
    [InlineData("set", "=ranges=10.0.0.1")]
    [InlineData("remove", "?name=default-dhcp")]
    public async Task Reference_1_4_SetAndRemove_TakeNoQuery(string verb, string word)
    {
        await using var client = await RawClient.LogInAsync(_lab.Routers[0]);
        await client.SendAsync("/ip/pool/" + verb, word, "?name=default-dhcp");
        Assert.Equal(["!trap", "=category=1", "=message=missing value(s) of argument(s) numbers"], await client.ReadAsync());
        Assert.Equal(["!done"], await client.ReadAsync());
        await client.SendAsync("/ip/pool/get", "=.id=default-dhcp", "=value-name=ranges");
        Assert.Equal(["!done", "=ret=192.168.88.10-192.168.88.254"], await client.ReadAsync());
    }

    [Theory]
    [InlineData("=detail=")]
    [InlineData("=stats")]
    [InlineData("=without-paging=")]
    [InlineData("=terse=")]
    public async Task Reference_1_4_Modifiers_ChangeNoRows(string modifier)
    {
        await using var client = await RawClient.LogInAsync(_lab.Routers[0]);
        await client.SendAsync("/ip/firewall/nat/print", "=count-only=");
        var count = (await client.ReadAsync())[1];
        await client.SendAsync("/ip/firewall/nat/print", modifier);
        var rows = 0;
        string[] words;
        while ((words = await client.ReadAsync())[0] == "!re")
        {
            Assert.Contains(words, word => word.StartsWith("=packets=", StringComparison.Ordinal));
            rows++;
        }
        Assert.Equal(["!done"], words);
        Assert.Equal(count, FormattableString.Invariant($"=ret={rows}"));
    }

    [Fact]
    public async Task Reference_1_5_TwoPings_InterleaveAndStayInOrder()
    {
        await using var client = await RawClient.LogInAsync(_lab.Routers[0]);
        // The first never ends by itself: however late the second is read, the first still runs.
        await client.SendAsync("/ping", "=address=8.8.8.8", ".tag=a");
        await client.SendAsync("/ping", "=address=1.1.1.1", "=count=4", ".tag=b");
        var seen = new List<string>();
        string[] words;
        while ((words = await client.ReadAsync())[0] != "!done")
            seen.Add(words[^1][^1] + words.Single(word => word.StartsWith("=seq=", StringComparison.Ordinal))[5..]);
        Assert.Equal(["!done", ".tag=b"], words);
        var first = seen.Where(row => row[0] == 'a').ToArray();
        Assert.Equal(Enumerable.Range(0, first.Length).Select(number => FormattableString.Invariant($"a{number}")), first);
        Assert.Equal(["b0", "b1", "b2", "b3"], seen.Where(row => row[0] == 'b'));
        Assert.Contains(seen[seen.IndexOf("b0")..seen.IndexOf("b3")], row => row[0] == 'a');
    }

    [Theory]
    [InlineData("=where=name=default-dhcp")]
    [InlineData("=where")]
    public async Task Reference_1_6_Where_IsForTheConsole(string word)
    {
        await using var client = await RawClient.LogInAsync(_lab.Routers[0]);
        await client.SendAsync("/ip/pool/print", word);
        Assert.Equal(["!trap", "=message=unknown parameter where"], await client.ReadAsync());
        Assert.Equal(["!done"], await client.ReadAsync());
    }

    [Fact]
    public async Task Reference_1_6_Regex_IsNoOperator()
    {
        await using var client = await RawClient.LogInAsync(_lab.Routers[0]);
        await client.SendAsync("/ip/pool/print", "?name~default");
        Assert.Equal(["!empty"], await client.ReadAsync());
        Assert.Equal(["!done"], await client.ReadAsync());
    }

    [Fact]
    public async Task Reference_1_6_PropertyThatARowLacks_IsNotThere()
    {
        await using var client = await RawClient.LogInAsync(_lab.Routers[0]);
        await client.SendAsync("/ip/route/print", "=.proplist=comment,pref-src,check-gateway", "?comment=WAN1-canary1");
        Assert.Equal(["!re", "=comment=WAN1-canary1"], await client.ReadAsync());
    }

    [Theory]
    [InlineData("=once=")]
    [InlineData("=once")]
    [InlineData("=once=false")]
    public async Task Reference_1_7_MonitorOnce_CountsByPresence(string once)
    {
        await using var client = await RawClient.LogInAsync(_lab.Routers[0]);
        await client.SendAsync("/interface/ethernet/monitor", "=numbers=ether1", once);
        var row = await client.ReadAsync();
        Assert.Equal("!re", row[0]);
        Assert.Contains("=status=link-ok", row);
        Assert.DoesNotContain(row, word => word.StartsWith("=.section=", StringComparison.Ordinal));
        Assert.Equal(["!done"], await client.ReadAsync());
    }

    [Theory]
    [InlineData("/interface/ethernet/monitor", "=numbers=ether1")]
    [InlineData("/interface/monitor-traffic", "=interface=ether1")]
    public async Task Reference_1_7_MonitorWithDuration_CountsSections(string command, string target)
    {
        await using var client = await RawClient.LogInAsync(_lab.Routers[0]);
        await client.SendAsync(command, target, "=duration=3s");
        for (var section = 0; section < 3; section++)
            Assert.Contains(FormattableString.Invariant($"=.section={section}"), await client.ReadAsync());
        Assert.Equal(["!done"], await client.ReadAsync());
    }

    [Fact]
    public async Task Reference_1_7_MonitorWithNeither_IsEndless()
    {
        await using var client = await RawClient.LogInAsync(_lab.Routers[0]);
        await client.SendAsync("/interface/monitor-traffic", "=interface=ether1", ".tag=m");
        for (var section = 0; section < 5; section++)
            Assert.Equal(("!re", ".tag=m"), (await client.ReadAsync()) switch { [var first, .., var last] => (first, last), _ => default });
        await client.SendAsync("/cancel", "=tag=m", ".tag=c");
        string[] words;
        while ((words = await client.ReadAsync())[0] == "!re")
        {
        }
        Assert.Equal(["!trap", "=category=2", "=message=interrupted", ".tag=m"], words);
    }

    [Theory]
    [InlineData("/ip/route")]
    [InlineData("/interface")]
    [InlineData("/ip/arp")]
    [InlineData("/ip/dhcp-server/lease")]
    [InlineData("/log")]
    [InlineData("/ip/firewall/filter")]
    [InlineData("/ip/firewall/nat")]
    [InlineData("/ip/firewall/mangle")]
    [InlineData("/interface/wireguard/peers")]
    public async Task Reference_1_7_Menus_ThatProgramsListenTo_Listen(string menu)
    {
        await using var client = await RawClient.LogInAsync(_lab.Routers[0]);
        await client.SendAsync(menu + "/listen", ".tag=l");
        await client.SendAsync("/system/identity/get", "=value-name=name", ".tag=i");
        string[] words;
        while ((words = await client.ReadAsync())[^1] == ".tag=l")
            Assert.Equal("!re", words[0]);
        Assert.Equal(["!done", "=ret=two-isps", ".tag=i"], words);
    }

    [Fact]
    public async Task Reference_1_7_Ping_HasNoListen()
    {
        await using var client = await RawClient.LogInAsync(_lab.Routers[0]);
        await client.SendAsync("/tool/ping/listen", "=address=8.8.8.8");
        Assert.Equal("!trap", (await client.ReadAsync())[0]);
    }

    [Theory]
    [InlineData("6.49", "^=last-logged-in=[a-z]{3}/[0-9]{2}/[0-9]{4} [0-9:]{8}$")]
    [InlineData("7.12", "^=last-logged-in=[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8}$")]
    public async Task Reference_1_8_Dates_AreWrittenAsTheVersionDoes(string profile, string shape)
    {
        await using var lab = await LabRun.StartAsync(profile: RouterProfile.Named(profile));
        await using var client = await RawClient.LogInAsync(lab.Routers[0]);
        await client.SendAsync("/user/print", "=.proplist=last-logged-in", "?name=admin");
        Assert.Matches(shape, (await client.ReadAsync())[1]);
    }

    [Fact]
    public async Task Reference_1_10_Services_AreThoseOfTheFactory()
    {
        await using var client = await RawClient.LogInAsync(_lab.Routers[0]);
        foreach (var (name, port) in new[] { ("api", 8728), ("api-ssl", 8729), ("ftp", 21), ("ssh", 22), ("telnet", 23), ("winbox", 8291), ("www", 80), ("www-ssl", 443) })
        {
            await client.SendAsync("/ip/service/print", "=.proplist=name,port", "?name=" + name);
            Assert.Equal(["!re", "=name=" + name, FormattableString.Invariant($"=port={port}")], await client.ReadAsync());
            Assert.Equal(["!done"], await client.ReadAsync());
        }
        await client.SendAsync("/ip/service/print", "=count-only=", "?name=api", "?name=api-ssl", "?#|", "?disabled=false");
        Assert.Equal(["!done", "=ret=2"], await client.ReadAsync());
    }

    [Theory]
    [InlineData("read", "read,sensitive,reboot,test,api", "write,policy,ftp")]
    [InlineData("write", "read,write,sensitive,reboot,test,api", "policy,ftp")]
    [InlineData("full", "local,telnet,ssh,ftp,reboot,read,write,policy,test,winbox,password,web,sniff,sensitive,api,romon,rest-api", "")]
    public async Task Reference_1_10_BuiltInGroups_HaveTheirPolicies(string group, string held, string denied)
    {
        await using var client = await RawClient.LogInAsync(_lab.Routers[0]);
        await client.SendAsync("/user/group/get", "=.id=" + group, "=value-name=policy");
        var policies = (await client.ReadAsync())[1]["=ret=".Length..].Split(',');
        Assert.Empty(held.Split(',').Except(policies));
        Assert.Empty(denied.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(policy => "!" + policy).Except(policies));
    }

    [Fact]
    public async Task Reference_1_10_ClosedConnection_LeavesTheActiveUsers()
    {
        await using var client = await RawClient.LogInAsync(_lab.Routers[0]);
        await using (await RawClient.LogInAsync(_lab.Routers[0]))
        {
            await client.SendAsync("/user/active/print", "=count-only=");
            Assert.Equal(["!done", "=ret=2"], await client.ReadAsync());
            await client.SendAsync("/user/active/listen", ".tag=l");
        }
        Assert.Equal(["!re", "=.id=*2", "=.dead=true", ".tag=l"], await client.ReadAsync());
    }
}
