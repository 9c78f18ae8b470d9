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
        services.AddSingleton<PlanRollback>();
        services.AddSingleton<PlanRunner>();
        services.AddSingleton<PlanWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<PlanWorker>());
        services.AddSingleton<PlanBook>();
        return services;
    }

    public static void MapPlans(this WebApplication app) => app.MapPlansApi();
}
