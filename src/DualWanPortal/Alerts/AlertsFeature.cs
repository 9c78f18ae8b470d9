namespace DualWanPortal.Alerts;

/// <summary>Registers what this folder needs; called once by <see cref="PortalApp"/>.</summary>
public static class AlertsFeature
{
    public static IServiceCollection AddAlerts(this IServiceCollection services, PortalOptions options)
    {
        services.AddSingleton<AlertBell>();
        return services;
    }

    public static void MapAlerts(this WebApplication app) { }
}
