using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace DualWanPortal.Benchmarks.Fleet;

/// <summary>Simulated routers in a process of their own, so that their work is not counted as the portal's.</summary>
internal sealed partial class LabProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_startPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_endPatience = TimeSpan.FromSeconds(10);

    private readonly Process _process;

    private LabProcess(Process process, ImmutableArray<int> ports) => (_process, Ports) = (process, ports);

    public ImmutableArray<int> Ports { get; }

    public static async Task<LabProcess> StartAsync(int routers, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet") { RedirectStandardOutput = true };
        foreach (var argument in (string[])[typeof(PortalApp).Assembly.Location, "lab", "--scenario", $"fleet:{routers}", "--port", "0", "--tls-port", "off"])
            start.ArgumentList.Add(argument);
        var process = Process.Start(start) ?? throw new BenchmarkException("The lab process could not be started.");
        try
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            deadline.CancelAfter(s_startPatience);
            return new LabProcess(process, await PortsAsync(process, deadline.Token));
        }
        catch (Exception failed)
        {
            await EndAsync(process);
            if (failed is OperationCanceledException && !cancellationToken.IsCancellationRequested)
                throw new BenchmarkException($"The lab did not listen within {s_startPatience.TotalSeconds:0} s.");
            throw;
        }
    }

    public ValueTask DisposeAsync() => EndAsync(_process);

    private static async Task<ImmutableArray<int>> PortsAsync(Process process, CancellationToken cancellationToken)
    {
        var ports = ImmutableArray.CreateBuilder<int>();
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line == "listening")
                return ports.ToImmutable();
            if (ApiPort().Match(line) is { Success: true } match)
                ports.Add(int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
        }
        throw new BenchmarkException("The lab ended before it listened.");
    }

    private static async ValueTask EndAsync(Process process)
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        using var deadline = new CancellationTokenSource(s_endPatience);
        await process.WaitForExitAsync(deadline.Token);
        process.Dispose();
    }

    [GeneratedRegex(@"  api 127\.0\.0\.1:(\d+)")]
    private static partial Regex ApiPort();
}
