using System.Diagnostics;

namespace DualWanPortal.Benchmarks.Client;

/// <summary>Holds processes, with every thread that they have and start, on one core until disposed.</summary>
internal sealed class OneCore : IAsyncDisposable
{
    private const string Tool = "/usr/bin/taskset";
    private const string Allowed = "Cpus_allowed_list:";

    private readonly int[] _processes;
    private readonly string _all;

    private OneCore(int[] processes, string all) => (_processes, _all) = (processes, all);

    /// <summary>Whether this system can.</summary>
    public static bool IsPossible => OperatingSystem.IsLinux() && File.Exists(Tool);

    public static async Task<OneCore> HoldAsync(IEnumerable<int> processes, CancellationToken cancellationToken)
    {
        var status = await File.ReadAllLinesAsync("/proc/self/status", cancellationToken);
        var all = status.Single(line => line.StartsWith(Allowed, StringComparison.Ordinal))[Allowed.Length..].Trim();
        var held = new OneCore([.. processes.Distinct()], all);
        await held.PlaceAsync(all.Split('-', ',')[0], cancellationToken);
        return held;
    }

    public async ValueTask DisposeAsync() => await PlaceAsync(_all, CancellationToken.None);

    private async Task PlaceAsync(string cores, CancellationToken cancellationToken)
    {
        foreach (var id in _processes)
        {
            using var placing = Process.Start(new ProcessStartInfo(Tool, ["--all-tasks", "--cpu-list", "--pid", cores, FormattableString.Invariant($"{id}")]) { RedirectStandardOutput = true })
                ?? throw new BenchmarkException($"{Tool} could not be started.");
            await placing.WaitForExitAsync(cancellationToken);
            if (placing.ExitCode != 0)
                throw new BenchmarkException($"{Tool} could not place process {id}.");
        }
    }
}
