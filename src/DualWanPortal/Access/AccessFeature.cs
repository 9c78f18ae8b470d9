namespace DualWanPortal.Access;

/// <summary>Registers what this folder needs; called once by <see cref="PortalApp"/>.</summary>
public static class AccessFeature
{
    public static IServiceCollection AddAccess(this IServiceCollection services, PortalOptions options) => services;

    public static void MapAccess(this WebApplication app) { }
}
