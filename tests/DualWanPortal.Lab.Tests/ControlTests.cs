using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DualWanPortal.Lab.Control;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Lab.Tests;

public sealed class ControlTests
{
    private static readonly CancellationToken s_never = CancellationToken.None;

    [Fact]
    public async Task Faults_ApplyListClear_OverHttp()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var lab = await LabRun.StartAsync("fibre-lte");
        await using var server = await ControlServer.StartAsync("http://127.0.0.1:0", lab, TimeProvider.System, cancellation);
        using var http = new HttpClient { BaseAddress = new Uri(server.Url + "/api/v1/") };
        var wan = (await lab.Routers[0].DescribeAsync(cancellation)).Wans[0].Interface;

        using var applied = await http.PostAsJsonAsync("lab/routers/fibre-lte/faults", new { wan, fault = "loss:60" }, cancellation);
        Assert.Equal(HttpStatusCode.OK, applied.StatusCode);

        var list = await http.GetFromJsonAsync<JsonElement>("lab/routers", cancellation);
        var item = Assert.Single(list.GetProperty("items").EnumerateArray());
        Assert.Equal("fibre-lte", item.GetProperty("name").GetString());
        Assert.Equal(lab.Routers[0].Port, item.GetProperty("port").GetInt32());
        Assert.Equal(lab.Routers[0].TlsPort, item.GetProperty("tlsPort").GetInt32());
        Assert.Equal("7.21.1", item.GetProperty("version").GetString());
        Assert.Equal(JsonValueKind.Null, list.GetProperty("next").ValueKind);
        Assert.Equal(["loss:60"], item.GetProperty("wans").EnumerateArray().First().GetProperty("faults").EnumerateArray().Select(fault => fault.GetString()));

        using var cleared = await http.DeleteAsync("lab/routers/fibre-lte/faults", cancellation);
        Assert.Equal(HttpStatusCode.OK, cleared.StatusCode);
        Assert.All((await lab.Routers[0].DescribeAsync(cancellation)).Wans, state => Assert.Empty(state.Faults));
    }

    [Theory]
    [InlineData("fibre-lte", """{"wan":"ether99","fault":"cable-out"}""", HttpStatusCode.BadRequest)]
    [InlineData("fibre-lte", """{"wan":"ether1","fault":"gremlins"}""", HttpStatusCode.BadRequest)]
    [InlineData("fibre-lte", """{"wan":"ether1"}""", HttpStatusCode.BadRequest)]
    [InlineData("fibre-lte", """{"wan":"ether1","fault":"cable-out","seconds":5}""", HttpStatusCode.BadRequest)]
    [InlineData("fibre-lte", """nonsense""", HttpStatusCode.BadRequest)]
    [InlineData("nobody", """{"wan":"ether1","fault":"cable-out"}""", HttpStatusCode.NotFound)]
    public async Task Faults_WrongInput_IsAProblemDocument(string name, string body, HttpStatusCode status)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var lab = await LabRun.StartAsync("fibre-lte");
        await using var server = await ControlServer.StartAsync("http://127.0.0.1:0", lab, TimeProvider.System, cancellation);
        using var http = new HttpClient { BaseAddress = new Uri(server.Url + "/api/v1/") };
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var answer = await http.PostAsync(new Uri($"lab/routers/{name}/faults", UriKind.Relative), content, cancellation);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://192.0.2.1:8090")]
    [InlineData("https://127.0.0.1:0")]
    [InlineData("nonsense")]
    public async Task Control_NotLoopbackHttp_IsRefused(string url)
    {
        await using var lab = await LabRun.StartAsync();

        await Assert.ThrowsAsync<LabException>(() => ControlServer.StartAsync(url, lab, TimeProvider.System, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Start_FromExport_KeepsItsNameAndConfiguration()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".rsc");
        await File.WriteAllTextAsync(file, """
            # 2026-01-31 13:05:00 by RouterOS 7.18.2
            /ip address
            add address=203.0.113.2/30 interface=ether1
            /ip route
            add gateway=203.0.113.1
            /system identity
            set name=branch
            """, cancellation);
        try
        {
            var export = await LabCommand.ReadExportAsync(file, cancellation);
            await using var lab = await LabRun.StartAsync(change: options => options with { Scenario = null, Exports = [export] });
            await using var client = await LabRun.ConnectAsync(lab.Routers[0]);

            Assert.Equal("7.18.2", lab.Routers[0].Version);
            Assert.Equal("branch", Assert.Single((await client.RunAsync("/system/identity/print")).Rows)["name"]);
            Assert.Contains((await client.RunAsync("/ip/route/print")).Rows, row => row["gateway"] == "203.0.113.1" && row["active"] == "true");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Command_Runs_PrintsEveryRouterThenListening()
    {
        var lines = await PrintedAsync(new LabOptions { Scenario = "demo", Port = 0 });

        Assert.Equal(4, lines.Length);
        Assert.StartsWith("harbour-fibre-lte  api 127.0.0.1:", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("workshop-two-isps", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_ExportOfAnUnsimulatedRelease_SaysWhichTakesItsPlace()
    {
        var old = new LabExport("old", [.. ExportReader.Read("/ip address\nadd address=203.0.113.2/30 interface=ether1\n/ip route\nadd gateway=203.0.113.1\n").Items], new RouterOsVersion(7, 1, 1));
        var lines = await PrintedAsync(new LabOptions { Exports = [old, old with { Name = "new", Version = new RouterOsVersion(7, 12, 9) }], Port = 0 });

        Assert.Contains("  RouterOS 7.12.1 in place of 7.1.1  wans ether1", lines[0], StringComparison.Ordinal);
        Assert.Contains("  RouterOS 7.12.1  wans ether1", lines[1], StringComparison.Ordinal);
    }

    private static async Task<string[]> PrintedAsync(LabOptions options)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        await using var output = new StringWriter();
        var run = LabCommand.RunAsync(options, control: null, output, TimeProvider.System, stop.Token);
        for (var i = 0; i < 200 && !output.ToString().Contains("listening", StringComparison.Ordinal); i++)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, s_never);
        await stop.CancelAsync();

        Assert.Equal(0, await run);
        return output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
