using DualWanPortal.Access;
using DualWanPortal.Operations.Checks;
using DualWanPortal.Operations.Metrics;
using DualWanPortal.Shell;

namespace DualWanPortal.Operations;

/// <summary>What keeps a portal running: health, metrics, self-checks, backups.</summary>
public static class OperationsFeature
{
    public static IServiceCollection AddOperations(this IServiceCollection services, PortalOptions options)
    {
        services.AddHealth();
        services.AddMetrics();
        services.AddSingleton<MetricCollector>().AddSingleton<PortalMeter>();
        services.AddSingleton<ISelfCheck, DataFolderCheck>().AddSingleton<ISelfCheck, DatabaseCheck>().AddSingleton<ISelfCheck, KeysCheck>();
        services.AddSingleton<ISelfCheck, PeopleCheck>().AddSingleton<ISelfCheck, ClockCheck>();
        services.AddSingleton<SelfChecks>();
        services.AddNavItem("Settings", "settings", "settings", 90, Permissions.Administer);
        return services;
    }

    public static void MapOperations(this WebApplication app)
    {
        app.MapHealth();
        app.MapMetrics();
    }
}
