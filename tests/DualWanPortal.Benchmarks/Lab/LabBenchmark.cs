using System.Diagnostics;
using System.Globalization;
using DualWanPortal.Lab;
using DualWanPortal.Simulation;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Benchmarks.Lab;

/// <summary>What a fleet of simulated routers costs: start, memory, idle time of the processor; and how long one failover decision takes.</summary>
internal static class LabBenchmark
{
    /// <param name="program">The published <c>dualwan</c>, whose <c>lab</c> verb is started cold; null: not measured.</param>
    /// <param name="brief">A hundred routers and seconds of watching, to see that it works.</param>
    public static async Task<LabBenchmarkResult> RunAsync(string? program, bool brief, CancellationToken cancellationToken)
    {
        var routers = brief ? 100 : 1000;
        var watched = TimeSpan.FromSeconds(brief ? 3 : 20);
        var time = TimeProvider.System;
        var before = Heap();
        var started = Stopwatch.GetTimestamp();
        await using var fleet = await LabHost.StartAsync(new LabOptions { Scenario = string.Create(CultureInfo.InvariantCulture, $"fleet:{routers}"), Port = 0 }, time, cancellationToken);
        var start = Stopwatch.GetElapsedTime(started);
        var heap = Heap() - before;
        // What the runtime still compiles after the start is no work of the routers: it is told apart.
        var first = await BusyAsync(TimeSpan.FromSeconds(brief ? 2 : 10), time, cancellationToken);
        var idle = await BusyAsync(watched, time, cancellationToken);
        using var process = Process.GetCurrentProcess();
        return new(routers, start.TotalSeconds, heap / 1e6, process.WorkingSet64 / 1e6, first, idle, await SingleAsync(time, cancellationToken), Decision(brief ? 20 : 200),
            program is null ? null : await ColdAsync(program, brief ? 1 : 5, cancellationToken));
    }

    /// <summary>Percent of one core that this process used for a while.</summary>
    private static async Task<double> BusyAsync(TimeSpan watched, TimeProvider time, CancellationToken cancellationToken)
    {
        using var process = Process.GetCurrentProcess();
        var (spent, began) = (process.TotalProcessorTime, Stopwatch.GetTimestamp());
        await Task.Delay(watched, time, cancellationToken);
        process.Refresh();
        return (process.TotalProcessorTime - spent) / Stopwatch.GetElapsedTime(began) * 100;
    }

    private static long Heap()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static async Task<double> SingleAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        await using var lab = await LabHost.StartAsync(new LabOptions { Scenario = "two-isps", Port = 0 }, time, cancellationToken);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    /// <summary>From the start of the process until it says that it listens; median.</summary>
    private static async Task<double> ColdAsync(string program, int rounds, CancellationToken cancellationToken)
    {
        var taken = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            using var process = Process.Start(new ProcessStartInfo(program, ["lab", "--scenario", "two-isps", "--port", "0"]) { RedirectStandardOutput = true })
                ?? throw new BenchmarkException($"{program} does not start.");
            try
            {
                while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line && line != "listening")
                {
                }
                taken.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
            finally
            {
                process.Kill();
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }
        taken.Sort();
        return taken[taken.Count / 2];
    }

    private static double Decision(int rounds)
    {
        var clock = new SimulationClock(DateTimeOffset.UnixEpoch.AddYears(56));
        var site = SimulatedSite.FromScenario("two-isps", "bench", RouterProfile.V721, clock);
        clock.Advance(TimeSpan.FromMinutes(1));
        var wan = site.Wans[0].Interface;
        var taken = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            site.Apply(wan, new Fault(FaultKind.CableOut));
            taken.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds);
            clock.Advance(TimeSpan.FromSeconds(5));
            site.ClearFaults(wan);
            clock.Advance(TimeSpan.FromMinutes(1));
        }
        taken.Sort();
        return taken[taken.Count / 2];
    }
}
