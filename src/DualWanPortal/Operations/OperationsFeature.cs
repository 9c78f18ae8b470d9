namespace DualWanPortal.Operations;

/// <summary>Registers what this folder needs; called once by <see cref="PortalApp"/>.</summary>
public static class OperationsFeature
{
    public static IServiceCollection AddOperations(this IServiceCollection services, PortalOptions options)
    {
        services.AddHealth();
        return services;
    }

    public static void MapOperations(this WebApplication app) => app.MapHealth();
}
