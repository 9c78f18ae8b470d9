using System.Net;
using DualWanPortal.Operations;

namespace DualWanPortal.LabNetwork;

/// <summary>What keeps a demo away from real data and from the network: its routers have a known password.</summary>
internal static class DemoRules
{
    public const string DefaultData = "data-demo";
    private const string Marker = "demo-portal";

    /// <summary>Marks an empty folder as a demo's.</summary>
    /// <exception cref="PortalOptionsException">The folder holds something else, or an address is not loopback.</exception>
    public static void Claim(PortalOptions options)
    {
        if (options.PostgreSql is not null)
            throw new PortalOptionsException("--demo keeps its data in a folder of its own; unset ConnectionStrings__PostgreSql.");
        foreach (var url in options.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!IsLoopback(url))
                throw new PortalOptionsException($"--demo listens on loopback only, and {url} is not. Use --urls http://127.0.0.1:8080");
        }
        var marker = Path.Combine(options.Data, Marker);
        if (File.Exists(marker))
            return;
        if (Directory.Exists(options.Data) && Directory.EnumerateFileSystemEntries(options.Data).Any())
            throw new PortalOptionsException($"{options.Data} holds data that is not of a demo. Choose an empty folder with --data, or leave it out for ./{DefaultData}");
        PortalFiles.CreateFolder(options.Data);
        File.WriteAllText(marker, "This folder belongs to: dualwan --demo. It may be deleted.\n");
    }

    private static bool IsLoopback(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && (uri.Host == "localhost" || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)));
}
