using DualWanPortal.RouterOs.Client;
using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Lab.Tests;

/// <summary>Starts labs on free ports and connects to them.</summary>
internal static class LabRun
{
    public static Task<LabHost> StartAsync(string? scenario = "two-isps", RouterProfile? profile = null, Func<LabOptions, LabOptions>? change = null)
    {
        var options = new LabOptions { Scenario = scenario, Port = 0, Profile = profile };
        return LabHost.StartAsync(change?.Invoke(options) ?? options, TimeProvider.System, TestContext.Current.CancellationToken);
    }

    public static Task<RouterOsClient> ConnectAsync(LabRouter router, string user = "admin", string password = "lab", bool tls = false) =>
        RouterOsClient.ConnectAsync(new RouterOsEndpoint("127.0.0.1", tls ? router.TlsPort!.Value : router.Port, tls), new RouterOsCredentials(user, password), RouterOsClientOptions.Default,
            TestContext.Current.CancellationToken);

    public static Task<RouterOsReply> RunAsync(this RouterOsClient client, string path, params (string Name, string Value)[] arguments) =>
        client.RunAsync(new RouterOsCommand(path).WithAll(arguments.Select(argument => KeyValuePair.Create(argument.Name, argument.Value))), TestContext.Current.CancellationToken);
}
