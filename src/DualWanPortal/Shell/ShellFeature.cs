namespace DualWanPortal.Shell;

/// <summary>Registers what this folder needs; called once by <see cref="PortalApp"/>.</summary>
public static class ShellFeature
{
    public static IServiceCollection AddShell(this IServiceCollection services, PortalOptions options) => services;

    public static void MapShell(this WebApplication app) { }
}
