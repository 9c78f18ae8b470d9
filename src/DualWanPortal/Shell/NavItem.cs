namespace DualWanPortal.Shell;

/// <summary>A page that the navigation and the Ctrl+K palette offer. Registered by the feature that owns the page, so that none is listed that does not exist.</summary>
/// <param name="Title">One or two words.</param>
/// <param name="Href">Address without leading slash; empty for the start page.</param>
/// <param name="Icon">Name in <see cref="Icons"/>.</param>
/// <param name="Order">Place in the list, low first; gaps are left for pages to come.</param>
/// <param name="Policy">Authorization policy that the person needs to see it; null for everybody who is signed in.</param>
public sealed record NavItem(string Title, string Href, string Icon, int Order, string? Policy = null);

public static class NavItems
{
    public static IServiceCollection AddNavItem(this IServiceCollection services, string title, string href, string icon, int order, string? policy = null) =>
        services.AddSingleton(new NavItem(title, href, icon, order, policy));
}
