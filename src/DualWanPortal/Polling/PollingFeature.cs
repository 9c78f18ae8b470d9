using DualWanPortal.Routers;
using Quartz;

namespace DualWanPortal.Polling;

/// <summary>Registers what this folder needs; called once by <see cref="PortalApp"/>.</summary>
public static class PollingFeature
{
    // Polls wait for routers nearly all their time; ten at once, the default, would let a few dead routers delay all others.
    private const int PollsAtOnce = 256;

    public static IServiceCollection AddPolling(this IServiceCollection services, PortalOptions options)
    {
        services.AddSingleton<PollSettingsStore>();
        services.AddSingleton<PollStatistics>();
        services.AddSingleton<WatchLedger>();
        services.AddSingleton<NormalOrder>();
        services.AddSingleton<Watchkeeper>();
        services.AddSingleton<RouterWatches>();
        services.AddSingleton<CheckNow>();
        services.AddSingleton<PollSchedule>();
        // In this order: a router that is removed loses its trigger before its watch.
        services.AddSingleton<IInventoryObserver>(provider => provider.GetRequiredService<PollSchedule>());
        services.AddSingleton<IInventoryObserver>(provider => provider.GetRequiredService<RouterWatches>());
        services.AddSingleton<PortalAbsence>();
        services.AddSingleton<SampleBuffer>();
        services.AddHostedService(provider => provider.GetRequiredService<PortalAbsence>());
        services.AddHostedService(provider => provider.GetRequiredService<SampleBuffer>());
        services.AddHostedService(provider => provider.GetRequiredService<PollSchedule>());
        services.AddQuartz(quartz =>
        {
            quartz.UseDefaultThreadPool(PollsAtOnce);
            quartz.ScheduleJob<TrimJob>(trigger => trigger.WithIdentity(TrimJob.Key.Name, TrimJob.Key.Group)
                .WithSimpleSchedule(schedule => schedule.WithInterval(TimeSpan.FromDays(1)).RepeatForever()));
        });
        services.AddQuartzHostedService(quartz => quartz.WaitForJobsToComplete = true);
        return services;
    }

    public static void MapPolling(this WebApplication app) => app.MapPollingEndpoints();
}
