using Microsoft.Extensions.Configuration.Json;

namespace DualWanPortal.Operations;

/// <summary><c>appsettings.json</c> of the data folder: below the environment, above the defaults.</summary>
internal static class PortalSettings
{
    public static void UseSettingsOf(this WebApplicationBuilder builder, string data)
    {
        var file = new JsonConfigurationSource { Path = Path.Combine(Path.GetFullPath(data), PortalFiles.Settings), Optional = true };
        file.ResolveFileProvider();
        // 0 holds the defaults of the log.
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(1, file);
    }
}
