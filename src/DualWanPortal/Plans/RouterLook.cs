using DualWanPortal.RouterOs.Client;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.Routers;

namespace DualWanPortal.Plans;

/// <summary>A router seen through a connection of its own: the plan's work must not depend on, nor disturb, the lasting session.</summary>
public sealed class RouterLook(RouterTargets targets, RouterOsClientOptions options)
{
    /// <summary>A fresh login.</summary>
    /// <exception cref="RouterOsException"/>
    public async Task<RouterOsClient> ConnectAsync(int routerId, CancellationToken cancellationToken)
    {
        var (endpoint, credentials) = await targets.FindAsync(routerId, cancellationToken);
        return await RouterOsClient.ConnectAsync(endpoint, credentials, options, cancellationToken);
    }

    /// <summary>Name of the portal's user on a router.</summary>
    public async Task<string> UserAsync(int routerId, CancellationToken cancellationToken) => (await targets.FindAsync(routerId, cancellationToken)).Credentials.User;

    /// <summary>Everything that plans and findings rest on, read anew.</summary>
    public static async Task<RouterModel> ReadAsync(RouterOsClient client, CancellationToken cancellationToken) =>
        (await RouterReader.ReadAsync(client, null, cancellationToken)).ToModel();
}
