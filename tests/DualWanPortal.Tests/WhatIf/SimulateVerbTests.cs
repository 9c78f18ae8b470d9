using System.Text;
using System.Text.Json;
using DualWanPortal.Operations.Verbs;

namespace DualWanPortal.Tests.WhatIf;

public sealed class SimulateVerbTests
{
    internal const string TwoLeases = "# 2024-02-17 11:04:56 by RouterOS 7.18.2\n/ip dhcp-client\nadd interface=ether1 default-route-distance=1\nadd interface=ether2 default-route-distance=2\n";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Simulate_StandardInput_GivesTheMatrixAs0()
    {
        var (code, output, _) = await RunAsync(TwoLeases, "simulate", "-", "--format", "json");

        Assert.Equal(0, code);
        var scenarios = JsonDocument.Parse(output).RootElement.GetProperty("scenarios");
        Assert.Equal(12, scenarios.GetArrayLength());
        var internet = scenarios.EnumerateArray().First(scenario => scenario.GetProperty("id").GetString() == "primary-cable-out").GetProperty("cells")[0];
        Assert.Equal(("works", "ether2"), (internet.GetProperty("verdict").GetString(), internet.GetProperty("via").GetString()));
    }

    [Fact]
    public async Task Simulate_Text_HasTableAndReasons()
    {
        var (code, output, _) = await RunAsync(TwoLeases, "simulate", "-");

        Assert.Equal(0, code);
        Assert.Contains("primary-cable-out", output, StringComparison.Ordinal);
        Assert.Contains("fails", output.Split('\n').First(line => line.StartsWith("primary-upstream-dead", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("ether2 would carry and is not used", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_NoExport_Is2()
    {
        var (code, output, error) = await RunAsync("Dear diary", "simulate", "-", "--format", "json");

        Assert.Equal(2, code);
        Assert.NotEmpty(JsonDocument.Parse(output).RootElement.GetProperty("error").GetString()!);
        Assert.NotEmpty(error);
    }

    [Theory]
    [InlineData("simulate")]
    [InlineData("simulate", "-", "--format", "sarif")]
    [InlineData("simulate", "/nowhere/at/all.rsc")]
    public async Task Simulate_WhatCannotBeRead_Is2(params string[] args) => Assert.Equal(2, (await RunAsync(TwoLeases, args)).Code);

    private static async Task<(int Code, string Output, string Error)> RunAsync(string input, params string[] args)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        var code = await CommandLine.RunAsync(args, new MemoryStream(Encoding.UTF8.GetBytes(input)), output, error, Cancelled);
        return (code, output.ToString(), error.ToString());
    }
}
