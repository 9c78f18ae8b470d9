using System.Diagnostics;
using System.Globalization;
using DualWanPortal.Live;
using DualWanPortal.Polling;
using DualWanPortal.Routers;

namespace DualWanPortal.Benchmarks.Fleet;

/// <summary>One portal, many routers in another process, a tenth of them dead: does any poll wait for them?</summary>
internal static class FleetBenchmark
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_settlePatience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan s_sampling = TimeSpan.FromMilliseconds(500);

    public static async Task<FleetResult> RunAsync(int routers, TimeSpan measured, CancellationToken cancellationToken)
    {
        var deadCount = routers / 10;
        await using var lab = await LabProcess.StartAsync(routers - deadCount, cancellationToken);
        await using var dead = new DeadRouters(deadCount);
        await using var portal = await RunningPortal.StartAsync(demo: false, cancellationToken);
        var schedule = portal.Get<PollSchedule>();
        var settings = PollSettings.Default with { Interval = s_interval };
        await schedule.ChangeSettingsAsync(settings, cancellationToken);
        foreach (var (number, port) in lab.Ports.Concat(dead.Ports).Index())
            await AddAsync(portal.Get<Inventory>(), number, port, cancellationToken);
        var live = portal.Get<LiveState>();
        await Waiting.UntilAsync(() => Reachable(live) >= lab.Ports.Length, s_settlePatience, $"{lab.Ports.Length} routers were read", cancellationToken);
        // All were added within a moment; a portal that starts with them spreads them over the interval.
        await schedule.ChangeSettingsAsync(settings, cancellationToken);
        await Task.Delay(s_interval * 2, TimeProvider.System, cancellationToken);

        var statistics = portal.Get<PollStatistics>();
        statistics.Reset();
        var (seconds, resident, cpu) = await ObserveAsync(measured, cancellationToken);
        var polls = statistics.Summary();
        return new(routers, deadCount, Reachable(live), Math.Round(seconds, 1), s_interval.TotalSeconds,
            polls.Answered + polls.Failed + polls.LeftAlone, polls.Answered, polls.Failed, polls.LeftAlone,
            Math.Round(polls.LatenessP50Ms, 1), Math.Round(polls.LatenessP99Ms, 1), Math.Round(polls.LatenessMaxMs, 1),
            Math.Round(polls.DurationP50Ms, 1), Math.Round(polls.DurationP99Ms, 1),
            Math.Round(resident / (double)(1 << 20), 1), Math.Round(cpu, 1), await MachineLoad.ReadAsync(cancellationToken));
    }

    private static async Task AddAsync(Inventory inventory, int number, int port, CancellationToken cancellationToken)
    {
        var input = new RouterInput { Name = string.Create(CultureInfo.InvariantCulture, $"site-{number:000}"), Address = "127.0.0.1", Port = port, User = "admin", Password = "lab" };
        if (await inventory.AddAsync(input, cancellationToken) is not InventoryResult.Saved)
            throw new BenchmarkException($"Router {input.Name} could not be added.");
    }

    private static int Reachable(LiveState live) => live.Current.Routers.Values.Count(router => router.Reachable);

    private static async Task<(double Seconds, long Resident, double CpuPercent)> ObserveAsync(TimeSpan measured, CancellationToken cancellationToken)
    {
        using var self = Process.GetCurrentProcess();
        var cpuBefore = self.TotalProcessorTime;
        var started = TimeProvider.System.GetTimestamp();
        var resident = 0L;
        while (TimeProvider.System.GetElapsedTime(started) < measured)
        {
            await Task.Delay(s_sampling, TimeProvider.System, cancellationToken);
            self.Refresh();
            resident = Math.Max(resident, self.WorkingSet64);
        }
        var seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        return (seconds, resident, (self.TotalProcessorTime - cpuBefore).TotalSeconds / seconds * 100);
    }
}
