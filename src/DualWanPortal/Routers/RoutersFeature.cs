using DualWanPortal.Shell;

namespace DualWanPortal.Routers;

/// <summary>Registers what this folder needs; called once by <see cref="PortalApp"/>.</summary>
public static class RoutersFeature
{
    public static IServiceCollection AddRouters(this IServiceCollection services, PortalOptions options)
    {
        services.AddSingleton<LinkHistory>();
        services.AddNavItem("Fleet", "", "fleet", 10);
        return services;
    }

    public static void MapRouters(this WebApplication app) { }
}
