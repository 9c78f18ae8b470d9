using DualWanPortal.Access;
using DualWanPortal.Api;
using DualWanPortal.Lab.Control;
using DualWanPortal.Shell;

namespace DualWanPortal.LabNetwork;

/// <summary>The practice network beside the portal, and its faults by HTTP.</summary>
public static class LabNetworkFeature
{
    public static IServiceCollection AddLabNetwork(this IServiceCollection services, PortalOptions options)
    {
        services.AddSingleton<PracticeNetwork>().AddSingleton<DemoAccount>();
        services.AddNavItem("Practice", "lab", "lab", 70);
        return services;
    }

    public static void MapLabNetwork(this WebApplication app)
    {
        var practice = app.Services.GetRequiredService<PracticeNetwork>();
        app.MapGroup(ApiFeature.Root).WithTags("lab").RequireAuthorization(Permissions.Operate).MapLabApi(() => practice.Host);
    }

    /// <summary>Starts the practice network of a demo; runs after the migrations and before anything is polled.</summary>
    public static async Task PrepareAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        if (!services.GetRequiredService<PortalOptions>().Demo)
            return;
        await services.GetRequiredService<PracticeNetwork>().StartAsync(cancellationToken);
        await services.GetRequiredService<DemoAccount>().PrepareAsync(cancellationToken);
    }
}
