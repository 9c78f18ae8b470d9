using DualWanPortal.Live;
using DualWanPortal.Routers;
using Quartz;

namespace DualWanPortal.Polling;

/// <summary>One trigger per router, started spread over the interval; follows the inventory and the settings.</summary>
public sealed class PollSchedule(ISchedulerFactory schedulers, Inventory inventory, LiveInventory live, PollSettingsStore settings, TimeProvider time) : IHostedService, IInventoryObserver, IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await settings.LoadAsync(cancellationToken);
        foreach (var router in await inventory.ListAsync(cancellationToken))
        {
            live.Show(router);
            await PlanAsync(router.Id, Spread(router.Id), cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>A new or changed router is looked at once without waiting for its turn.</summary>
    public Task RouterChangedAsync(RouterEntry router, CancellationToken cancellationToken) => PlanAsync(router.Id, TimeSpan.Zero, cancellationToken);

    public async Task RouterRemovedAsync(int routerId, CancellationToken cancellationToken) =>
        await (await schedulers.GetScheduler(cancellationToken)).DeleteJob(JobOf(routerId), cancellationToken);

    /// <summary>Stores the settings and reschedules every router; returns what is wrong with them, by field, or nothing.</summary>
    public async Task<IReadOnlyDictionary<string, string[]>> ChangeSettingsAsync(PollSettings wanted, CancellationToken cancellationToken)
    {
        if (wanted.Problems() is { Count: > 0 } problems)
            return problems;
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await settings.SaveAsync(wanted, cancellationToken);
            foreach (var router in await inventory.ListAsync(cancellationToken))
                await PlanAsync(router.Id, Spread(router.Id), cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
        return new Dictionary<string, string[]>();
    }

    public void Dispose() => _gate.Dispose();

    private async Task PlanAsync(int routerId, TimeSpan delay, CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var job = JobBuilder.Create<PollJob>().WithIdentity(JobOf(routerId)).UsingJobData(PollJob.RouterId, routerId).Build();
        var trigger = TriggerBuilder.Create()
            .WithIdentity($"poll-{routerId}", "poll").ForJob(job)
            .StartAt(time.GetUtcNow() + delay)
            // A poll that was missed is not made up for: the next one sees the same router.
            .WithSimpleSchedule(schedule => schedule.WithInterval(settings.Current.Interval).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount))
            .Build();
        await scheduler.ScheduleJob(job, [trigger], ScheduleJobOptions.Replacing, cancellationToken);
    }

    /// <summary>Neighbouring ids start far apart, whatever their number: multiples of the golden ratio fill an interval evenly.</summary>
    private TimeSpan Spread(int routerId) => settings.Current.Interval * (routerId * 0.6180339887498949 % 1);

    private static JobKey JobOf(int routerId) => new($"router-{routerId}", "poll");
}
