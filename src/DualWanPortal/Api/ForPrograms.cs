namespace DualWanPortal.Api;

/// <summary>Paths that programs call: errors there are problem details, never a page or a redirect.</summary>
internal static class ForPrograms
{
    private static readonly PathString[] s_roots = ["/api", "/hubs", "/metrics", "/openapi", "/healthz", "/readyz", "/_blazor"];

    public static bool Covers(PathString path) => s_roots.Any(root => path.StartsWithSegments(root, StringComparison.OrdinalIgnoreCase));
}
