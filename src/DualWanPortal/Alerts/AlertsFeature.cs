using DualWanPortal.Alerts.Webhook;

namespace DualWanPortal.Alerts;

/// <summary>Registers what this folder needs; called once by <see cref="PortalApp"/>.</summary>
public static class AlertsFeature
{
    public static IServiceCollection AddAlerts(this IServiceCollection services, PortalOptions options)
    {
        services.AddSingleton<AlertBell>();
        services.AddSingleton<DestinationGuard>();
        services.AddSingleton<IAlertTransport, WebhookTransport>();
        services.AddSingleton<Deliveries>();
        services.AddSingleton<Channels>();
        services.AddHostedService<AlertDispatcher>();
        return services;
    }

    public static void MapAlerts(this WebApplication app) => app.MapAlertsApi();
}
