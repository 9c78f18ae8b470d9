namespace DualWanPortal.Live;

/// <summary>Registers what this folder needs; called once by <see cref="PortalApp"/>.</summary>
public static class LiveFeature
{
    public static IServiceCollection AddLive(this IServiceCollection services, PortalOptions options)
    {
        services.AddSingleton<LiveState>();
        return services;
    }

    public static void MapLive(this WebApplication app) { }
}
