using System.Security.Cryptography;
using DualWanPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace DualWanPortal.Operations.Checks;

/// <summary>The stored passwords can be decrypted with the keys that are here.</summary>
internal sealed class KeysCheck(IDbContextFactory<PortalDb> databases, SecretBox secrets, PortalOptions options) : ISelfCheck
{
    public string Id => "DWP-C003";

    public async Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var unreadable = new List<string>();
        var total = 0;
        await foreach (var router in db.Routers.AsNoTracking().Select(router => new { router.Name, router.ProtectedPassword }).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            total++;
            if (!CanReveal(router.ProtectedPassword))
                unreadable.Add(router.Name);
        }
        return unreadable.Count == 0
            ? CheckResult.Passed(Id, $"The passwords of {total} routers can be decrypted.")
            : CheckResult.Failed(Id, $"The passwords of {unreadable.Count} of {total} routers cannot be decrypted, {unreadable[0]} first: a key is missing in {PortalFiles.KeysOf(options)}.",
                "Bring the folder keys back from the backup that belongs to this database, or enter the passwords anew.");
    }

    private bool CanReveal(string secret)
    {
        try
        {
            secrets.Reveal(secret);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
