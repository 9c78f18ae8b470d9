namespace DualWanPortal.Sites;

/// <summary>Registers what this folder needs; called once by <see cref="PortalApp"/>.</summary>
public static class SitesFeature
{
    public static IServiceCollection AddSites(this IServiceCollection services) => services.AddSingleton<SiteRuleBook>();

    public static void MapSites(this WebApplication app) => app.MapSiteRulesApi();
}
