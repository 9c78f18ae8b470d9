namespace DualWanPortal.WhatIf;

/// <summary>Registers what this folder needs; called once by <see cref="PortalApp"/>.</summary>
public static class WhatIfFeature
{
    public static IServiceCollection AddWhatIf(this IServiceCollection services) => services.AddSingleton<MatrixDesk>();

    public static void MapWhatIf(this WebApplication app) => app.MapSimulateEndpoints();
}
