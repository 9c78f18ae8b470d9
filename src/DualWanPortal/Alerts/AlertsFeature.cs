using DualWanPortal.Access;
using DualWanPortal.Alerts.Webhook;
using DualWanPortal.Shell;

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
        services.AddNavItem("Alerts", "alerts", "bell", 50, Permissions.View);
        return services;
    }

    public static void MapAlerts(this WebApplication app) => app.MapAlertsApi();
}
