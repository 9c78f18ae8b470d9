using DualWanPortal.Api;
using DualWanPortal.Routers;

namespace DualWanPortal.Live;

/// <summary>Registers what this folder needs; called once by <see cref="PortalApp"/>.</summary>
public static class LiveFeature
{
    public static IServiceCollection AddLive(this IServiceCollection services, PortalOptions options)
    {
        services.AddSingleton<LiveState>();
        services.AddSingleton<LiveInventory>();
        services.AddSingleton<IInventoryObserver>(provider => provider.GetRequiredService<LiveInventory>());
        services.AddSingleton<EventFeed>();
        services.AddHostedService<LiveFanOut>();
        services.AddSignalR().AddJsonProtocol(json => PortalJson.Apply(json.PayloadSerializerOptions));
        return services;
    }

    public static void MapLive(this WebApplication app)
    {
        app.MapHub<LiveHub>("/hubs/live");
        app.MapEventStream();
    }
}
