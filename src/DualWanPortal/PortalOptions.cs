namespace DualWanPortal;

/// <summary>Settings that must be known before the portal is built. Everything else an administrator sets on the page.</summary>
public sealed record PortalOptions
{
    /// <summary>Addresses to listen on, separated by semicolons.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:8080";

    /// <summary>Folder of the database and the keys.</summary>
    public string Data { get; init; } = "data";

    /// <summary>Starts a practice network and a demo administrator beside the portal.</summary>
    public bool Demo { get; init; }

    /// <summary>PostgreSQL connection string (<c>ConnectionStrings:PostgreSql</c>); null for SQLite.</summary>
    public string? PostgreSql { get; init; }

    /// <summary><c>DWP_BOOTSTRAP_TOKEN</c>: accepted as an administrator's token while there are no people. At least 20 characters.</summary>
    public string? BootstrapToken { get; init; }
}
