namespace DualWanPortal.Continuity;

/// <summary>Registers what this folder needs; called once by <see cref="PortalApp"/>.</summary>
public static class ContinuityFeature
{
    public static IServiceCollection AddContinuity(this IServiceCollection services) => services.AddSingleton<WanAnswerBook>();

    public static void MapContinuity(this WebApplication app) => app.MapContinuityApi();
}
