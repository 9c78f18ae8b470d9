namespace DualWanPortal.Policies;

/// <summary>Registers what this folder needs; called once by <see cref="PortalApp"/>.</summary>
public static class PoliciesFeature
{
    public static IServiceCollection AddPolicies(this IServiceCollection services, PortalOptions options) => services;

    public static void MapPolicies(this WebApplication app) { }
}
