using DualWanPortal.Access;
using DualWanPortal.Shell;

namespace DualWanPortal.Policies;

/// <summary>Registers what this folder needs; called once by <see cref="PortalApp"/>.</summary>
public static class PoliciesFeature
{
    public static IServiceCollection AddPolicies(this IServiceCollection services, PortalOptions options)
    {
        services.AddSingleton<PolicyBook>();
        services.AddHostedService<DriftWatch>();
        services.AddNavItem("Policies", "policies", "policy", 30, Permissions.View);
        return services;
    }

    public static void MapPolicies(this WebApplication app) => app.MapPoliciesApi();
}
