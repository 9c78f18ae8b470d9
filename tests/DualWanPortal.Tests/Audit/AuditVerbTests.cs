using System.Text;
using System.Text.Json;
using DualWanPortal.Operations.Verbs;

namespace DualWanPortal.Tests.Audit;

public sealed class AuditVerbTests : IDisposable
{
    private const string TwoEqual = "# 2024-02-17 11:04:56 by RouterOS 7.18.2\n/ip dhcp-client\nadd interface=ether1\nadd interface=ether2\n";
    private const string OneWan = "# 2024-02-17 11:04:56 by RouterOS 7.18.2\n/ip dhcp-client\nadd interface=ether1\n";

    private readonly string _folder = TestPortal.NewFolder();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(TwoEqual, "error", 1)]
    [InlineData(OneWan, "error", 0)]
    [InlineData(OneWan, "warning", 0)]
    [InlineData(OneWan, "info", 1)]
    [InlineData("Dear diary", "error", 2)]
    public async Task Audit_ExitCode_FollowsTheLevel(string text, string level, int expected)
    {
        var (code, output, _) = await RunAsync(null, "audit", Write("a.rsc", text), "--fail-on", level);

        Assert.Equal(expected, code);
        Assert.NotEmpty(output);
    }

    [Fact]
    public async Task Audit_StandardInput_IsRead()
    {
        var (code, output, _) = await RunAsync(TwoEqual, "audit", "-", "--format", "json");

        Assert.Equal(1, code);
        Assert.Contains("def-equal", JsonDocument.Parse(output).RootElement.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("rule").GetString()));
    }

    [Fact]
    public async Task Audit_SeveralFilesOneMissing_GivesTheOthersAnd2()
    {
        var (code, output, error) = await RunAsync(null, "audit", Write("a.rsc", TwoEqual), Path.Combine(_folder, "none.rsc"), "--format", "json");

        Assert.Equal(2, code);
        Assert.Equal(2, JsonDocument.Parse(output).RootElement.GetArrayLength());
        Assert.Contains("none.rsc", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Audit_TooLong_IsRefused()
    {
        var (code, output, _) = await RunAsync(null, "audit", Write("long.rsc", OneWan + new string('#', 10 * 1024 * 1024)));

        Assert.Equal(2, code);
        Assert.Contains("longer than", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sarif", "{")]
    [InlineData("junit", "<?xml")]
    [InlineData("text", "")]
    public async Task Audit_Formats_AreKnown(string format, string start)
    {
        var (code, output, _) = await RunAsync(TwoEqual, "audit", "-", "--format", format);

        Assert.Equal(1, code);
        Assert.StartsWith(start, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("audit")]
    [InlineData("audit", "-", "--format", "html")]
    [InlineData("audit", "-", "--fail-on", "never")]
    public async Task Audit_Arguments_NotUnderstood_Give2(params string[] args) => Assert.Equal(2, (await RunAsync(TwoEqual, args)).Code);

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(string? input, params string[] args)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(input ?? ""));
        using var output = new StringWriter();
        using var error = new StringWriter();
        return (await CommandLine.RunAsync(args, stream, output, error, Cancelled), output.ToString(), error.ToString());
    }
}
