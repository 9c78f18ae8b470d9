namespace DualWanPortal.Plans;

/// <summary>Registers what this folder needs; called once by <see cref="PortalApp"/>.</summary>
public static class PlansFeature
{
    public static IServiceCollection AddPlans(this IServiceCollection services, PortalOptions options) => services;

    public static void MapPlans(this WebApplication app) { }
}
