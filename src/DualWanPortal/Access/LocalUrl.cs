namespace DualWanPortal.Access;

/// <summary>Keeps a return address inside the portal: it comes from whoever made the link.</summary>
internal static class LocalUrl
{
    private const int Longest = 2000;

    /// <summary><paramref name="url"/> if it is a path of this portal, else <c>/</c>.</summary>
    public static string OrHome(string? url) =>
        // Browsers read "//host" and "/\host" as another host, and drop control characters before they look.
        url is ['/', ..] and not ['/', '/' or '\\', ..] && url.Length <= Longest && !url.Any(char.IsControl) ? url : "/";
}
