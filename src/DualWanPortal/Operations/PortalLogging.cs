namespace DualWanPortal.Operations;

/// <summary>One line per message on the console, quiet about what frameworks do. <c>Logging__LogLevel__…</c> overrides.</summary>
internal static class PortalLogging
{
    private static readonly KeyValuePair<string, string?>[] s_levels =
    [
        new("Logging:LogLevel:Default", "Warning"),
        new("Logging:LogLevel:DualWanPortal", "Information"),
        // A refused call is answered with 401; it is no news.
        new("Logging:LogLevel:DualWanPortal.Access.BearerHandler", "Warning"),
        // What fails in the database reaches its caller as an exception, who says it once and in better words.
        new("Logging:LogLevel:Microsoft.EntityFrameworkCore.Database.Command", "Critical"),
        new("Logging:LogLevel:Microsoft.EntityFrameworkCore.Query", "Critical"),
        new("Logging:LogLevel:Microsoft.EntityFrameworkCore.Update", "Critical"),
        // Keys are kept in the data folder on purpose, readable by the portal's user only.
        new("Logging:LogLevel:Microsoft.AspNetCore.DataProtection", "Error"),
    ];

    public static void UseQuietConsole(this WebApplicationBuilder builder)
    {
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource { InitialData = s_levels });
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
        });
    }
}
