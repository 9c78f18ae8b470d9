using DualWanPortal.Shell;

namespace DualWanPortal.History;

/// <summary>Registers what this folder needs; called once by <see cref="PortalApp"/>.</summary>
public static class HistoryFeature
{
    public static IServiceCollection AddHistory(this IServiceCollection services, PortalOptions options) =>
        services.AddSingleton<HistoryQueries>().AddNavItem("History", "history", "history", 20);

    public static void MapHistory(this WebApplication app) => app.MapHistoryEndpoints();
}
