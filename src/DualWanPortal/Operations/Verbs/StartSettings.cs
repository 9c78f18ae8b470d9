using System.CommandLine;

namespace DualWanPortal.Operations.Verbs;

/// <summary>Where the settings of a start come from: the command line, the environment, <c>appsettings.json</c> in the data folder.</summary>
internal static class StartSettings
{
    public const string DefaultData = "data";

    public static Option<string?> DataOption() => new("--data") { Description = "Folder of the database and the keys. Default: ./data", HelpName = "DIR" };

    /// <param name="data">The data folder, null for the default.</param>
    /// <param name="urls">Addresses of the command line; null to take them from the configuration.</param>
    public static PortalOptions Read(string? data, string? urls = null)
    {
        var folder = Path.GetFullPath(data ?? DefaultData);
        var configuration = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(folder, PortalFiles.Settings), optional: true)
            .AddEnvironmentVariables("ASPNETCORE_")
            .AddEnvironmentVariables()
            .Build();
        var defaults = new PortalOptions();
        return defaults with
        {
            Data = folder,
            Urls = urls ?? configuration["urls"] ?? defaults.Urls,
            PostgreSql = configuration.GetConnectionString("PostgreSql") is { Length: > 0 } connection ? connection : null,
            BootstrapToken = configuration[Access.BootstrapToken.Variable],
        };
    }
}
