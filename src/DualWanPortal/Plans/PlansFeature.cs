using DualWanPortal.Plans.Outlook;
using DualWanPortal.Plans.Rehearsing;
using DualWanPortal.Plans.Safety;

namespace DualWanPortal.Plans;

/// <summary>Registers what this folder needs; called once by <see cref="PortalApp"/>.</summary>
public static class PlansFeature
{
    public static IServiceCollection AddPlans(this IServiceCollection services, PortalOptions options)
    {
        services.AddSingleton<RouterLook>();
        services.AddSingleton<PlanJournal>();
        services.AddSingleton<PlanStore>();
        services.AddSingleton<SafetyCopies>();
        services.AddSingleton<BeforeChecks>();
        services.AddSingleton<DeadMan>();
        services.AddSingleton<SafeMode>();
        services.AddSingleton<PlanSafety>();
        services.AddSingleton<FreshLogin>();
        services.AddSingleton<PlanEnding>();
        services.AddSingleton<PlanUndoing>();
        services.AddSingleton<PlanRollback>();
        services.AddSingleton<PlanWriter>();
        services.AddSingleton<PlanConfirmation>();
        services.AddSingleton<PlanRunner>();
        services.AddSingleton<PlanOutlooks>();
        services.AddSingleton<Rehearsal>();
        services.AddSingleton<PlanRehearser>();
        services.AddSingleton<PlanRecovery>();
        services.AddSingleton<PlanWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<PlanWorker>());
        services.AddSingleton<PlanMaker>();
        services.AddSingleton<PlanBook>();
        return services;
    }

    public static void MapPlans(this WebApplication app) => app.MapPlansApi();
}
