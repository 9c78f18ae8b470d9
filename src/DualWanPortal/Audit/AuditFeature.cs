using DualWanPortal.Access;
using DualWanPortal.Shell;

namespace DualWanPortal.Audit;

/// <summary>Registers what this folder needs; called once by <see cref="PortalApp"/>.</summary>
public static class AuditFeature
{
    public static IServiceCollection AddAudit(this IServiceCollection services, PortalOptions options) => services
        .AddSingleton<SuppressionBook>()
        .AddSingleton<Suppressions>()
        .AddSingleton<AuditScores>()
        .AddSingleton<AuditKeeper>()
        .AddNavItem("Audit", "audit", "audit", 40, Permissions.View);

    public static void MapAudit(this WebApplication app) 
    {
        app.MapAuditEndpoints();
        app.MapSuppressionEndpoints();
    }
}
