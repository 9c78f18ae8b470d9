namespace DualWanPortal.LabNetwork;

/// <summary>Registers what this folder needs; called once by <see cref="PortalApp"/>.</summary>
public static class LabNetworkFeature
{
    public static IServiceCollection AddLabNetwork(this IServiceCollection services, PortalOptions options) => services;

    public static void MapLabNetwork(this WebApplication app) { }
}
