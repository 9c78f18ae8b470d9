using DualWanPortal.Operations;
using DualWanPortal.Operations.Verbs;
using DualWanPortal.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DualWanPortal.Tests.Operations;

public sealed class CommandLineTests : IDisposable
{
    private readonly string _folder = TestPortal.NewFolder();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(_folder, "data");

    private string Zip => Path.Combine(_folder, "backup.zip");

    [Theory]
    [InlineData("nonsense")]
    [InlineData("--nonsense")]
    [InlineData("serve", "extra")]
    [InlineData("backup")]
    [InlineData("lab")]
    [InlineData("lab", "--scenario", "two-isps", "--port", "70000")]
    [InlineData("lab", "--scenario", "two-isps", "--tls-port", "maybe")]
    [InlineData("lab", "--scenario", "two-isps", "--profile", "5.0")]
    public async Task Arguments_NotUnderstood_GiveHelpAnd2(params string[] args)
    {
        var (code, output, error) = await RunAsync(args);

        Assert.Equal(2, code);
        Assert.Contains("Usage:", output, StringComparison.Ordinal);
        Assert.NotEmpty(error);
    }

    [Theory]
    [InlineData("lab", "--scenario", "no-such-scenario")]
    [InlineData("lab", "--export", "/no/such/file.rsc")]
    [InlineData("lab", "--scenario", "two-isps", "--bind", "0.0.0.0")]
    [InlineData("serve", "--demo", "--urls", "http://0.0.0.0:8080")]
    public async Task Arguments_Refused_Give2AndAReason(params string[] args)
    {
        var (code, output, error) = await RunAsync(args[0] == "serve" ? [.. args, "--data", Data] : args);

        Assert.Equal(2, code);
        Assert.NotEmpty(output + error);
        Assert.False(Directory.Exists(Data));
    }

    [Fact]
    public async Task Demo_OverOtherData_IsRefusedAndTouchesNothing()
    {
        Directory.CreateDirectory(Data);
        await File.WriteAllTextAsync(Path.Combine(Data, "portal.db"), "somebody's", Cancelled);

        var (code, _, error) = await RunAsync("--demo", "--data", Data, "--urls", "http://127.0.0.1:0");

        Assert.Equal(2, code);
        Assert.Contains("holds data that is not of a demo", error, StringComparison.Ordinal);
        Assert.Equal(["portal.db"], Directory.GetFileSystemEntries(Data).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Serve_OnAFolderInUse_SaysSo()
    {
        using var claim = DataFolderClaim.Take(Data);

        var (code, _, error) = await RunAsync("--data", Data, "--urls", "http://127.0.0.1:0");

        Assert.Equal(2, code);
        Assert.Contains("If another portal runs on it", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_WithoutPeople_PrintsAddressAndCodeLast()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        using var output = new StringWriter();
        var serving = CommandLine.RunAsync(["--data", Data, "--urls", "http://127.0.0.1:0"], output, TextWriter.Null, stop.Token);
        for (var k = 0; k < 600 && !serving.IsCompleted && !output.ToString().Contains("set-up code", StringComparison.Ordinal); k++)
            await Task.Delay(50, Cancelled);
        await stop.CancelAsync();

        Assert.Equal(0, await serving);
        Assert.Matches("(?s)listens on http://127.0.0.1:[0-9]+\n.*open        http://127.0.0.1:[0-9]+/first-run\n  set-up code [A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}\n$", output.ToString());
    }

    [Fact]
    public async Task Check_MissingFolder_FailsAndMakesNone()
    {
        var (code, output, _) = await RunAsync("check", "--data", Data);

        Assert.Equal(1, code);
        Assert.StartsWith("FAIL DWP-C001", output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Data));
    }

    [Fact]
    public async Task Check_DamagedDatabase_FailsWithWhatToType()
    {
        await MakeDataAsync();
        await using (var file = File.Open(Path.Combine(Data, "portal.db"), FileMode.Open))
        {
            file.Position = 4096;
            await file.WriteAsync(new byte[8192], Cancelled);
        }

        var (code, output, _) = await RunAsync("check", "--data", Data);

        Assert.Equal(1, code);
        Assert.Contains("FAIL DWP-C002", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BackupAndRestore_RoundTrip_KeepsPeopleAndSecrets()
    {
        await MakeDataAsync();
        var before = await RunAsync("check", "--data", Data);
        var backup = await RunAsync("backup", Zip, "--data", Data);
        var overFile = await RunAsync("backup", Zip, "--data", Data);
        var overData = await RunAsync("restore", Zip, "--data", Data);
        var elsewhere = Path.Combine(_folder, "elsewhere");

        var restore = await RunAsync("restore", Zip, "--data", elsewhere);
        var check = await RunAsync("check", "--data", elsewhere);
        var forced = await RunAsync("restore", Zip, "--data", elsewhere, "--force");

        Assert.Equal([0, 0, 1, 1, 0, 0, 0], [before.Code, backup.Code, overFile.Code, overData.Code, restore.Code, check.Code, forced.Code]);
        Assert.Contains("ok   DWP-C003 The passwords of 1 routers can be decrypted.", check.Output, StringComparison.Ordinal);
        Assert.Contains("ok   DWP-C004", check.Output, StringComparison.Ordinal);
        Assert.Single(Directory.GetDirectories(elsewhere, "replaced-*"));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Zip));
    }

    [Fact]
    public async Task Restore_DamagedOrForeignFile_ChangesNothing()
    {
        await MakeDataAsync();
        await RunAsync("backup", Zip, "--data", Data);
        Backups.Rewrite(Zip, Path.Combine(_folder, "damaged.zip"), (name, bytes) => name == "portal.db" ? [.. bytes.AsSpan(0, bytes.Length - 1)] : bytes);
        Backups.AddOutside(Zip, Path.Combine(_folder, "foreign.zip"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "text.zip"), "no zip", Cancelled);

        foreach (var name in new[] { "damaged.zip", "foreign.zip", "text.zip", "missing.zip" })
        {
            var (code, _, error) = await RunAsync("restore", Path.Combine(_folder, name), "--data", Path.Combine(_folder, "target"));

            Assert.Equal(1, code);
            Assert.NotEmpty(error);
            Assert.Equal(["portal.lock"], Directory.GetFileSystemEntries(Path.Combine(_folder, "target")).Select(Path.GetFileName));
        }
        Assert.False(File.Exists(Path.Combine(_folder, "outside.xml")));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(args, output, error, Cancelled);
        return (code, output.ToString(), error.ToString());
    }

    private async Task MakeDataAsync()
    {
        await using var portal = await TestPortal.StartAsync(Cancelled, options: options => options with { Data = Data, PostgreSql = "" }, keepData: true);
        var secrets = portal.Services.GetRequiredService<SecretBox>();
        await using var db = await portal.Services.GetRequiredService<IDbContextFactory<PortalDb>>().CreateDbContextAsync(Cancelled);
        db.Routers.Add(new RouterRecord { Name = "r1", Address = "192.0.2.1", User = "u", ProtectedPassword = secrets.Protect("secret") });
        await db.SaveChangesAsync(Cancelled);
    }
}
