using System.Text;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Definitions;

namespace DualWanPortal.Lab.Tests;

/// <summary>Whatever is well framed is answered, once, and the connection stays; what is not framed ends the connection and nothing else (reference 1.1, 1.2, 1.9).</summary>
public sealed class FuzzTests
{
    private static readonly string[] s_verbs =
        ["print", "getall", "listen", "get", "add", "set", "unset", "remove", "enable", "disable", "comment", "move", "find", "edit", "export", "reset-counters", "monitor", "nonsense", "", "print/print"];

    private static readonly string[] s_commands =
        ["/ping", "/tool/ping", "/resolve", "/tool/traceroute", "/tool/torch", "/interface/monitor-traffic", "/tool/fetch", "/file/read", "/ip/cloud/force-update", "/log/info", "/undo", "/redo", "/", "//", "ip", "", "/cancel"];

    private static readonly string[] s_names = [".id", "numbers", "name", "comment", ".proplist", "count-only", "interval", "duration", "once", "from", "place-before", "copy-from", "value-name", "address", "!comment", "", "ü"];

    private static readonly string[] s_values =
        ["", "*1", "*FFFFFFFF", "*", "ether1", "yes", "10.0.0.1", "10.0.0.1/99", "::1", "-1", "99999999999999999999", "0x", "1w2d3h", "00:00:00", "a,b,,c", "=", "==", "\0", "\r\n", "\"", "[:put x]", "äöü", "%%%", "1M/2M"];

    private static readonly string[] s_queries = ["?", "?#", "?#!", "?#|&!.0.1", "?name", "?-name", "?=name=ether1", "?>rx-byte=0", "?<x=", "?#99999999999999"];

    [Theory]
    [InlineData("6.49", 11)]
    [InlineData("7.12", 12)]
    [InlineData("7.21", 13)]
    [InlineData("7.21", 14)]
    public async Task Reference_1_9_AnySentences_AreEachAnsweredOnceOnALivingConnection(string profile, int seed)
    {
        await using var lab = await LabRun.StartAsync("dhcp-pppoe", RouterProfile.Named(profile));
        await using var client = await RawClient.LogInAsync(lab.Routers[0]);
        var random = new Random(seed);
        var paths = MenuCatalogue.For(RouterProfile.Named(profile)!).Select(menu => menu.Path).Where(path => !path.StartsWith("/user", StringComparison.Ordinal) && path != "/ip/service").ToArray();
        for (var round = 0; round < 8; round++)
        {
            var sent = new Dictionary<string, string>(StringComparer.Ordinal);
            for (var k = 0; k < 60; k++)
            {
                var tag = FormattableString.Invariant($"{round}-{k}");
                var words = Mutated(random, Sentence(random, paths));
                sent[tag] = string.Join(' ', words);
                await client.SendAsync([.. words, $".tag={tag}"]);
            }
            await AnsweredAsync(client, sent, $"seed {seed}, round {round}");
        }
    }

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    [InlineData(23)]
    public async Task Reference_1_1_BytesCutOrChanged_EndNoOtherSession(int seed)
    {
        await using var lab = await LabRun.StartAsync();
        await using var bystander = await RawClient.LogInAsync(lab.Routers[0]);
        var random = new Random(seed);
        for (var round = 0; round < 12; round++)
        {
            await using var client = await RawClient.LogInAsync(lab.Routers[0]);
            var bytes = Framed(["/interface/print", "=.proplist=name,running", "?type=ether", ".tag=x"]);
            if (round % 2 == 0)
                bytes = bytes[..random.Next(1, bytes.Length)];
            else
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            await client.SendBytesAsync(bytes);
        }
        await bystander.SendAsync("/system/identity/print", "=.proplist=name");
        Assert.Equal("!re", (await bystander.ReadAsync())[0]);
    }

    [Fact]
    public async Task Reference_1_1_GreatWordsAnnounced_TakeNoMemoryUntilTheyCome()
    {
        await using var lab = await LabRun.StartAsync(change: options => options with { Tls = false });
        await using var admin = await RawClient.LogInAsync(lab.Routers[0]);
        await admin.SendAsync("/ip/service/set", "=.id=api", "=max-sessions=200");
        Assert.Equal(["!done"], await admin.ReadAsync());
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var clients = new List<RawClient>();
        for (var k = 0; k < 100; k++)
        {
            var client = await RawClient.LogInAsync(lab.Routers[0]);
            // Half a megabyte is allowed and does not come.
            await client.SendBytesAsync(0xC8, 0x00, 0x00);
            clients.Add(client);
        }
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(grown < 100 * 96 * 1024, $"{grown / 1024} kB for 100 connections");
        foreach (var client in clients)
            await client.DisposeAsync();
    }

    [Fact]
    public async Task Reference_1_9_WordsAtTheCap_AreRefusedAndNotTheConnection()
    {
        await using var lab = await LabRun.StartAsync();
        await using var client = await RawClient.LogInAsync(lab.Routers[0]);
        var source = new string('x', 16_000);

        await client.SendAsync("/system/script/add", "=name=long", "=source=" + source);
        Assert.Equal("!done", (await client.ReadAsync())[0]);
        await client.SendAsync(["/ip/route/print", .. Enumerable.Range(0, 500).Select(number => FormattableString.Invariant($"?dst-address={number}"))]);
        Assert.Equal(["!empty"], await client.ReadAsync());
        Assert.Equal(["!done"], await client.ReadAsync());
        await client.SendAsync("/" + new string('/', 4000));
        Assert.Equal("!trap", (await client.ReadAsync())[0]);
        string[] words;
        do
            words = await client.ReadAsync();
        while (words[0] == "!trap");
        Assert.Equal(["!done"], words);
    }

    /// <summary>One end for each tag, nothing for anyone else; what never ends by itself is cancelled.</summary>
    private static async Task AnsweredAsync(RawClient client, Dictionary<string, string> sent, string where)
    {
        var ended = new HashSet<string>(StringComparer.Ordinal);
        await client.SendAsync("/system/identity/print", "=.proplist=name", ".tag=wait");
        await UntilAsync("wait");
        await client.SendAsync("/cancel", ".tag=stop");
        await client.SendAsync("/system/identity/print", "=.proplist=name", ".tag=fin");
        await UntilAsync("fin");
        var left = sent.Keys.Where(tag => !ended.Contains(tag)).Select(tag => sent[tag]).ToArray();
        Assert.True(left.Length == 0, $"{where}: no end of {string.Join(" | ", left)}");

        async Task UntilAsync(string last)
        {
            while (!ended.Contains(last))
            {
                var words = await client.ReadAsync();
                Assert.True(words.Length > 0, $"{where}: the connection was closed");
                var tag = words.LastOrDefault(word => word.StartsWith(".tag=", StringComparison.Ordinal))?[5..] ?? "";
                Assert.True(words[0] is "!re" or "!done" or "!trap" or "!empty", $"{where}: {words[0]}");
                Assert.True(sent.ContainsKey(tag) || tag is "wait" or "stop" or "fin", $"{where}: an answer for '{tag}'");
                Assert.False(ended.Contains(tag), $"{where}: more after the end of {sent.GetValueOrDefault(tag)}");
                if (words[0] == "!done")
                    ended.Add(tag);
            }
        }
    }

    private static List<string> Sentence(Random random, string[] paths)
    {
        var path = random.Next(6) == 0 ? Pick(random, s_commands) : $"{Pick(random, paths)}/{Pick(random, s_verbs)}";
        var words = new List<string> { path.Length == 0 ? "x" : path };
        for (var k = random.Next(0, 5); k > 0; k--)
            words.Add(random.Next(4) == 0 ? Pick(random, s_queries) : $"={Pick(random, s_names)}={Pick(random, s_values)}");
        return words;
    }

    private static List<string> Mutated(Random random, List<string> words)
    {
        switch (random.Next(6))
        {
            case 0 when words.Count > 1:
                words.Add(words[random.Next(1, words.Count)]);
                break;
            case 1:
                words[0] = words[0][..random.Next(1, words[0].Length + 1)];
                break;
            case 2:
                var at = random.Next(words.Count);
                var letters = words[at].ToCharArray();
                letters[random.Next(letters.Length)] = (char)random.Next(1, 0x250);
                // A tag of its own would be an answer for somebody else.
                words[at] = new string(letters).Replace('.', ':');
                break;
            case 3:
                words.Insert(1, new string('w', random.Next(1, 5000)));
                break;
        }
        // These end the session or the router, as they should.
        return words[0] is "/quit" or "/login" or "/cancel" ? ["/nothing"] : words;
    }

    private static byte[] Framed(string[] words)
    {
        var bytes = new List<byte>();
        foreach (var word in words)
        {
            bytes.Add((byte)word.Length);
            bytes.AddRange(Encoding.ASCII.GetBytes(word));
        }
        bytes.Add(0);
        return [.. bytes];
    }

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];
}
