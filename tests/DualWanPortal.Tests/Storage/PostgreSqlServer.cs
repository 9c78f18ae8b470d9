using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace DualWanPortal.Tests.Storage;

/// <summary>A PostgreSQL server of a test's own, on loopback, with its data in a folder that is deleted afterwards. Needs Debian's package <c>postgresql</c>.</summary>
public sealed class PostgreSqlServer : IAsyncLifetime
{
    public const string Missing = "PostgreSQL's server is not installed (Debian: postgresql)";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "dualwan-pg-" + Guid.NewGuid().ToString("N"));
    private readonly int _port = FreePort();
    private readonly string? _programs = Programs();

    /// <summary>Connection string of a server on which every portal of every test is to keep its data (<c>DWP_POSTGRESQL</c>); null for SQLite.</summary>
    public static string? OfAllTests { get; } = Environment.GetEnvironmentVariable("DWP_POSTGRESQL") is { Length: > 0 } server ? server : null;

    public bool Runs { get; private set; }

    /// <summary>The database that belongs to a data folder; it is made by the first portal that opens it.</summary>
    public string Database(string data) => DatabaseOf($"Host=127.0.0.1;Port={_port.ToString(CultureInfo.InvariantCulture)};Username=postgres", data);

    public static string DatabaseOf(string server, string data) => $"{server};Maximum Pool Size=20;Database={Path.GetFileName(data).Replace('-', '_').ToLowerInvariant()}";

    public async ValueTask InitializeAsync()
    {
        if (_programs is null)
            return;
        if (Environment.UserName == "root")
            await RunAsync("install", "-d", "-o", "postgres", _folder);
        else
            Directory.CreateDirectory(_folder);
        await AsPostgresAsync("initdb", "-D", Path.Combine(_folder, "data"), "-A", "trust", "-U", "postgres", "--no-sync");
        await AsPostgresAsync("pg_ctl", "start", "-w", "-D", Path.Combine(_folder, "data"), "-l", Path.Combine(_folder, "log"),
            "-o", $"-p {_port.ToString(CultureInfo.InvariantCulture)} -k {_folder} -c listen_addresses=127.0.0.1 -c fsync=off");
        Runs = true;
    }

    public async ValueTask DisposeAsync()
    {
        if (!Runs)
            return;
        await AsPostgresAsync("pg_ctl", "stop", "-w", "-m", "immediate", "-D", Path.Combine(_folder, "data"));
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The server refuses to run as root.</summary>
    private Task AsPostgresAsync(string program, params string[] arguments)
    {
        var path = Path.Combine(_programs!, program);
        return Environment.UserName == "root" ? RunAsync("runuser", ["-u", "postgres", "--", path, .. arguments]) : RunAsync(path, arguments);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        // What the server inherits it would keep open: no pipes, or waiting for their end would last as long as the server.
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", "exec \"$0\" \"$@\" >/dev/null 2>&1 </dev/null", program, .. arguments]) { WorkingDirectory = Path.GetTempPath() })!;
        using var deadline = new CancellationTokenSource(s_patience);
        await process.WaitForExitAsync(deadline.Token);
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode.ToString(CultureInfo.InvariantCulture)}");
    }

    private static string? Programs() => Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(folder => File.Exists(Path.Combine(folder, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault()
        : null;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
