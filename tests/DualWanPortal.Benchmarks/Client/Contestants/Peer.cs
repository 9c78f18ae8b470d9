using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using DualWanPortal.Benchmarks.Client.Server;

namespace DualWanPortal.Benchmarks.Client.Contestants;

/// <summary>
/// A client that others wrote, in a process of its own that a short script of ours drives: a line <c>FIGURE SECONDS</c> in, a line of JSON with units, seconds and
/// processor seconds out, or <c>null</c>. Found where <c>.ci/run</c> puts them.
/// </summary>
internal sealed class Peer : Contestant
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private Peer(string name, Process process) : base(name) => _process = process;

    public static IReadOnlyList<string> Scripts => ["python3-librouteros.py", "node-routeros.js", "routeros-client.js"];

    public override int ProcessId => _process.Id;

    /// <summary>Starts one; null and a reason where it is not installed.</summary>
    public static Peer? Start(string script, ServerProcess server, out string? missing)
    {
        var name = Path.GetFileNameWithoutExtension(script);
        var python = script.EndsWith(".py", StringComparison.Ordinal);
        var packages = Path.Combine(Environment.GetEnvironmentVariable("DWP_PEERS") ?? "", "node_modules");
        missing = python switch
        {
            true when !File.Exists("/usr/bin/python3") || !Directory.Exists("/usr/lib/python3/dist-packages/librouteros") => "the Debian package python3-librouteros is not installed",
            false when !Directory.Exists(Path.Combine(packages, name)) => $"DWP_PEERS names no folder with the npm package {name}",
            _ => null,
        };
        if (missing is not null)
            return null;
        var start = new ProcessStartInfo(python ? "/usr/bin/python3" : "node") { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["NODE_PATH"] = packages;
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "Client", "Peers", script), .. Ports(server)])
            start.ArgumentList.Add(argument);
        return new Peer(name, Process.Start(start) ?? throw new BenchmarkException($"{start.FileName} could not be started."));
    }

    public override async Task<Sample?> MeasureAsync(Figure figure, TimeSpan length, CancellationToken cancellationToken)
    {
        var asked = string.Create(CultureInfo.InvariantCulture, $"{JsonNamingPolicy.CamelCase.ConvertName(figure.ToString())} {length.TotalSeconds:0.###}\n");
        if (_process.HasExited)
            throw new BenchmarkException($"{Name} ended before it measured {figure}.");
        await _process.StandardInput.WriteAsync(asked.AsMemory(), cancellationToken);
        await _process.StandardInput.FlushAsync(cancellationToken);
        var answer = await Waiting.ForAsync(_process.StandardOutput.ReadLineAsync(cancellationToken).AsTask(), s_patience, $"{Name} measured {figure}", cancellationToken)
            ?? throw new BenchmarkException($"{Name} ended while it measured {figure}.");
        return JsonSerializer.Deserialize<Sample>(answer, JsonSerializerOptions.Web);
    }

    public override async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        using var deadline = new CancellationTokenSource(s_patience);
        await _process.WaitForExitAsync(deadline.Token);
        _process.Dispose();
    }

    private static IEnumerable<string> Ports(ServerProcess server) =>
        new[] { server.QuickPort, server.DelayedPort, server.TlsPort }.Select(port => port.ToString(CultureInfo.InvariantCulture));
}
