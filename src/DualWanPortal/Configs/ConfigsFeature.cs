namespace DualWanPortal.Configs;

/// <summary>Registers what this folder needs; called once by <see cref="PortalApp"/>.</summary>
public static class ConfigsFeature
{
    public static IServiceCollection AddConfigs(this IServiceCollection services, PortalOptions options) => services.AddSingleton<ConfigRecorder>().AddSingleton<ConfigHistory>();

    public static void MapConfigs(this WebApplication app) => app.MapConfigEndpoints();
}
