using DualWanPortal.Access;
using DualWanPortal.Shell;

namespace DualWanPortal.WhatIf;

/// <summary>Registers what this folder needs; called once by <see cref="PortalApp"/>.</summary>
public static class WhatIfFeature
{
    public static IServiceCollection AddWhatIf(this IServiceCollection services) =>
        services.AddSingleton<MatrixDesk>().AddNavItem("What if", "what-if", "question", 45, Permissions.View);

    public static void MapWhatIf(this WebApplication app) => app.MapSimulateEndpoints();
}
