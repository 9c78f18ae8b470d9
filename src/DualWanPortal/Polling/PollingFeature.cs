namespace DualWanPortal.Polling;

/// <summary>Registers what this folder needs; called once by <see cref="PortalApp"/>.</summary>
public static class PollingFeature
{
    public static IServiceCollection AddPolling(this IServiceCollection services, PortalOptions options) => services;

    public static void MapPolling(this WebApplication app) { }
}
