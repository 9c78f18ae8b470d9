using System.Diagnostics;
using System.Globalization;

namespace DualWanPortal.Benchmarks.Client.Server;

/// <summary>The neutral server as seen from the process that measures.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    /// <summary>The hidden verb that runs <see cref="ServerProgram"/>.</summary>
    public const string Verb = "neutral-server";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;

    private ServerProcess(Process process, int[] ports) =>
        (_process, QuickPort, DelayedPort, TlsPort, IdlePort, IdleTlsPort) = (process, ports[0], ports[1], ports[2], ports[3], ports[4]);

    public int Id => _process.Id;

    public int QuickPort { get; }

    /// <summary>Acknowledges as most systems do: with the answer, or after 40 ms.</summary>
    public int DelayedPort { get; }

    public int TlsPort { get; }

    /// <summary>Answers a login and nothing else, for any number of connections.</summary>
    public int IdlePort { get; }

    /// <inheritdoc cref="IdlePort"/>
    public int IdleTlsPort { get; }

    /// <summary>Processor time it has taken.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static async Task<ServerProcess> StartAsync(int rows, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])[typeof(ServerProcess).Assembly.Location, Verb, "--rows", rows.ToString(CultureInfo.InvariantCulture)])
            start.ArgumentList.Add(argument);
        var process = Process.Start(start) ?? throw new BenchmarkException("The neutral server could not be started.");
        var line = await Waiting.ForAsync(process.StandardOutput.ReadLineAsync(cancellationToken).AsTask(), s_patience, "the neutral server listens", cancellationToken)
            ?? throw new BenchmarkException("The neutral server ended before it listened.");
        return new ServerProcess(process, [.. line.Split(' ').Select(port => int.Parse(port, CultureInfo.InvariantCulture))]);
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var deadline = new CancellationTokenSource(s_patience);
        await _process.WaitForExitAsync(deadline.Token);
        _process.Dispose();
    }
}
