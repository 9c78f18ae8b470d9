using System.Diagnostics;

namespace DualWanPortal.Benchmarks.Audit;

/// <summary>Milliseconds from the start of a process to its end.</summary>
/// <param name="Nothing">The same program asked for its version: what the runtime and the program's start take.</param>
internal sealed record ColdStartTime(Percentiles Audit, Percentiles Nothing);

/// <summary>Runs a published program on one export, each time in a new process.</summary>
internal static class ColdStart
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    public static async Task<ColdStartTime> MeasureAsync(string program, int rounds, CancellationToken cancellationToken)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, GeneratedExport.Of(75), cancellationToken);
            var (audits, nothings) = (new List<double>(), new List<double>());
            for (var round = 0; round < rounds; round++)
            {
                audits.Add(await RunAsync(program, ["audit", file, "--format", "json"], cancellationToken));
                nothings.Add(await RunAsync(program, ["--version"], cancellationToken));
            }
            return new ColdStartTime(Percentiles.Of(audits), Percentiles.Of(nothings));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<double> RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(s_patience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true }) ?? throw new BenchmarkException($"{program} did not start");
        var output = process.StandardOutput.ReadToEndAsync(either.Token);
        var error = process.StandardError.ReadToEndAsync(either.Token);
        await process.WaitForExitAsync(either.Token);
        var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        await output;
        return process.ExitCode is 0 or 1 ? took : throw new BenchmarkException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {await error}");
    }
}
