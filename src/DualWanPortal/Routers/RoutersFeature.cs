using DualWanPortal.RouterOs.Client;
using DualWanPortal.Shell;

namespace DualWanPortal.Routers;

/// <summary>Registers what this folder needs; called once by <see cref="PortalApp"/>.</summary>
public static class RoutersFeature
{
    public static IServiceCollection AddRouters(this IServiceCollection services, PortalOptions options)
    {
        services.AddSingleton<LinkHistory>();
        services.AddNavItem("Fleet", "", "fleet", 10);
        services.AddSingleton(provider => RouterOsClientOptions.Default with { Time = provider.GetRequiredService<TimeProvider>() });
        services.AddSingleton<RouterTargets>();
        services.AddSingleton<CapabilityProbe>();
        services.AddSingleton<Inventory>();
        services.AddSingleton<RouterSessions>();
        services.AddSingleton<IInventoryObserver>(provider => provider.GetRequiredService<RouterSessions>());
        return services;
    }

    public static void MapRouters(this WebApplication app) => app.MapRouterEndpoints();
}
