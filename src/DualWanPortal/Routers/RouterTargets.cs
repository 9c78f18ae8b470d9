using DualWanPortal.RouterOs.Client;
using DualWanPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace DualWanPortal.Routers;

/// <summary>Where and as whom to log in to a router of the inventory. The only place that reveals router passwords.</summary>
public sealed class RouterTargets(IDbContextFactory<PortalDb> databases, SecretBox secrets)
{
    /// <exception cref="RouterGoneException"/>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The keys are not those that encrypted the password.</exception>
    public async Task<(RouterOsEndpoint Endpoint, RouterOsCredentials Credentials)> FindAsync(int routerId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var row = await db.Routers.AsNoTracking().FirstOrDefaultAsync(router => router.Id == routerId, cancellationToken) ?? throw new RouterGoneException(routerId);
        return (new RouterOsEndpoint(row.Address, row.Port, row.Tls, row.Fingerprint), new RouterOsCredentials(row.User, secrets.Reveal(row.ProtectedPassword)));
    }
}
