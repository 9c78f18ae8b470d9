namespace DualWanPortal.Shell;

/// <summary>Registers what this folder needs; called once by <see cref="PortalApp"/>.</summary>
public static class ShellFeature
{
    public static IServiceCollection AddShell(this IServiceCollection services, PortalOptions options)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddAuthorizationCore();
        services.AddCascadingAuthenticationState();
        services.AddScoped<ViewerZone>();
        return services;
    }

    public static void MapShell(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }
}
