using System.Text;
using System.Text.Json;
using DualWanPortal.Operations.Verbs;

namespace DualWanPortal.Tests.Plans;

public sealed class PlanVerbTests : IDisposable
{
    private const string Export = """
        # 2026-03-01 12:00:00 by RouterOS 7.21.1
        # model = RB5009
        /interface bridge
        add name=bridge
        /interface list
        add name=WAN
        add name=LAN
        /interface bridge port
        add bridge=bridge interface=ether5
        /interface list member
        add interface=ether1 list=WAN
        add interface=bridge list=LAN
        /ip address
        add address=192.168.88.1/24 interface=bridge network=192.168.88.0
        add address=203.0.113.2/24 interface=ether1 network=203.0.113.0
        /ip dhcp-client
        add interface=ether2
        /ip firewall nat
        add action=masquerade chain=srcnat out-interface-list=WAN
        /ip route
        add dst-address=0.0.0.0/0 gateway=203.0.113.1
        """;

    /// <summary>A script of somebody else adds a default that nothing checks, again and again.</summary>
    private const string Switching = """

        /system scheduler
        add interval=20s name=always-one on-event="/ip route remove [find comment=one]; /ip route add dst-address=0.0.0.0/0 gateway=203.0.113.1 comment=one"
        """;

    private readonly string _folder = TestPortal.NewFolder();

    [Theory]
    [InlineData("distance")]
    [InlineData("recursive")]
    [InlineData("netwatch")]
    public async Task Plan_BuiltIn_GivesCommandsThatEndInNothingToDo(string policy)
    {
        var (code, text, _) = await RunAsync(Export, "--policy", policy);
        Assert.Equal(1, code);
        Assert.Contains("+ /interface list member add list=WAN interface=ether2", text, StringComparison.Ordinal);

        var (again, script, _) = await RunAsync(Export, "--policy", policy, "--format", "rsc");
        Assert.Equal(1, again);
        Assert.All(script.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.True(line.StartsWith("# ", StringComparison.Ordinal) || line.StartsWith('/'), line));
    }

    [Fact]
    public async Task Plan_Json_HasTheShapeThatScriptsRelyOn()
    {
        var (code, text, _) = await RunAsync(Export, "--policy", "recursive", "--format", "json");
        Assert.Equal(1, code);
        var plan = JsonDocument.Parse(text).RootElement;
        Assert.Equal("(standard input)", plan.GetProperty("file").GetString());
        Assert.Equal("recursive", plan.GetProperty("policy").GetString());
        Assert.Equal(plan.GetProperty("steps").GetArrayLength(), plan.GetProperty("actions").GetInt32());
        Assert.All(plan.GetProperty("steps").EnumerateArray(), step => Assert.All(new[] { "path", "do", "undo", "why" }, name => Assert.NotEqual("", step.GetProperty(name).GetString())));
        Assert.Contains(plan.GetProperty("notCured").EnumerateArray(), line => line.GetString()!.StartsWith("primary-lossy", StringComparison.Ordinal));
        Assert.Equal(["ether1", "ether2"], plan.GetProperty("wans").EnumerateArray().Select(wan => wan.GetProperty("interface").GetString()));
    }

    [Fact]
    public async Task Plan_Text_PredictsEveryFailureAndWhatGetsWorseFirst()
    {
        // A line that filters pings counts as dead once a host behind it is asked: calls that went on before do not any more.
        var (_, text, _) = await RunAsync(Export, "--policy", "recursive");
        var (worse, table) = (text.IndexOf("Gets worse:", StringComparison.Ordinal), text.IndexOf("New connections to the Internet:", StringComparison.Ordinal));
        Assert.True(worse > 0 && table > worse, text);
        Assert.Contains("primary-icmp-blocked established-connections: works | ", text[worse..table], StringComparison.Ordinal);
        Assert.Contains("primary-cable-out", text[table..], StringComparison.Ordinal);

        var (_, plain, _) = await RunAsync(Export, "--policy", "recursive", "--no-prediction");
        Assert.DoesNotContain("New connections", plain, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_JsonAndScript_CarryThePrediction()
    {
        var (code, text, _) = await RunAsync(Export, "--policy", "recursive", "--format", "json");
        Assert.Equal(1, code);
        var prediction = JsonDocument.Parse(text).RootElement.GetProperty("prediction");
        Assert.Equal(JsonValueKind.Null, prediction.GetProperty("problem").ValueKind);
        Assert.Equal(12, prediction.GetProperty("before").GetProperty("scenarios").GetArrayLength());
        Assert.Equal(12, prediction.GetProperty("after").GetProperty("scenarios").GetArrayLength());
        var dead = prediction.GetProperty("rows").EnumerateArray().Single(row => (row.GetProperty("scenario").GetString(), row.GetProperty("check").GetString()) == ("primary-upstream-dead", "internet"));
        Assert.Equal(("works", "ether2"), (dead.GetProperty("after").GetString(), dead.GetProperty("afterVia").GetString()));

        var (_, without, _) = await RunAsync(Export, "--policy", "recursive", "--format", "json", "--no-prediction");
        Assert.Equal(JsonValueKind.Null, JsonDocument.Parse(without).RootElement.GetProperty("prediction").ValueKind);
        var (_, script, _) = await RunAsync(Export, "--policy", "recursive", "--format", "rsc");
        Assert.Contains("# predicted: new connections reach the Internet in ", script, StringComparison.Ordinal);
        var (_, broken, _) = await RunAsync(Export + Switching, "--policy", "recursive", "--format", "json");
        Assert.Contains(JsonDocument.Parse(broken).RootElement.GetProperty("notCured").EnumerateArray(), line => line.GetString()!.Contains("the scheduler entry always-one", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Plan_PolicyFile_IsReadAndItsProblemsHaveLines()
    {
        var good = Path.Combine(_folder, "good.yaml");
        var bad = Path.Combine(_folder, "bad.yaml");
        await File.WriteAllTextAsync(good, "name: mine\nmethod: recursive\nwan-order: [ether2, ether1]\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(bad, "name: mine\n\nmethod: magic\n", TestContext.Current.CancellationToken);
        var (code, text, _) = await RunAsync(Export, "--policy", good);
        Assert.Equal(1, code);
        Assert.Contains("WANs: ether2 (dhcp), ether1 (static)", text, StringComparison.Ordinal);

        var (refused, nothing, error) = await RunAsync(Export, "--policy", bad);
        Assert.Equal((2, ""), (refused, nothing));
        Assert.Contains("line 3: method: is not known", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-such-policy")]
    [InlineData("/no/such/policy.yaml")]
    public async Task Plan_NoSuchPolicy_Gives2AndNamesTheBuiltIn(string policy)
    {
        var (code, _, error) = await RunAsync(Export, "--policy", policy);
        Assert.Equal(2, code);
        Assert.Contains("distance, recursive, netwatch", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_PolicyThatDoesNotFit_Gives3AndItsReason()
    {
        var policy = Path.Combine(_folder, "inside.yaml");
        await File.WriteAllTextAsync(policy, "name: mine\nmethod: distance\nwan-list: LAN\n", TestContext.Current.CancellationToken);
        var (code, text, _) = await RunAsync(Export, "--policy", policy);
        Assert.Equal(3, code);
        Assert.Contains("No plan: bridge is on the list LAN", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_NoExport_Gives2()
    {
        Assert.Equal(2, (await RunAsync("hello there", "--policy", "recursive")).Code);
        Assert.Equal(2, (await RunAsync("", "--policy", "recursive", "--format", "json")).Code);
    }

    [Theory]
    [InlineData("add interface=ether2", "ether1 is the only WAN in this file")]
    [InlineData("add interface=ether2,add interface=ether1 list=WAN,add dst-address=0.0.0.0/0 gateway=203.0.113.1", "this file shows no WAN")]
    public async Task Plan_FewerThanTwoWans_NoPlanIsNoSuccess(string without, string said)
    {
        var export = without.Split(',').Aggregate(Export, (text, line) => text.Replace(line, "", StringComparison.Ordinal));
        foreach (var format in new[] { "text", "rsc", "json" })
        {
            var (code, text, _) = await RunAsync(export, "--policy", "recursive", "--format", format);
            Assert.Equal(3, code);
            Assert.Contains(said, text, StringComparison.Ordinal);
            Assert.DoesNotContain("othing to do", text, StringComparison.Ordinal);
        }
        var (_, json, _) = await RunAsync(export, "--policy", "recursive", "--format", "json");
        Assert.False(JsonDocument.Parse(json).RootElement.GetProperty("planned").GetBoolean());
    }

    [Fact]
    public async Task Plan_AsThePolicyWants_Gives0()
    {
        var right = Export.Replace("add interface=ether1 list=WAN", "add interface=ether1 list=WAN\nadd interface=ether2 list=WAN", StringComparison.Ordinal)
            .Replace("add interface=ether2\n/ip firewall", "add check-gateway=ping default-route-distance=2 interface=ether2\n/ip firewall", StringComparison.Ordinal)
            .Replace("gateway=203.0.113.1", "check-gateway=ping gateway=203.0.113.1\n/ip dns\nset servers=1.1.1.1,9.9.9.9", StringComparison.Ordinal);
        var (code, text, _) = await RunAsync(right, "--policy", "distance");
        Assert.Equal(0, code);
        Assert.Contains("Nothing to do: the router is as the policy wants it.", text, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(string export, params string[] args)
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(export));
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var code = await CommandLine.RunAsync(["plan", "-", .. args], input, output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
