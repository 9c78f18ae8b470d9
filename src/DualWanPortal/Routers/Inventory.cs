using DualWanPortal.RouterOs.Client;
using DualWanPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace DualWanPortal.Routers;

/// <summary>The list of routers. Validates, encrypts the password, tells the observers; passwords go in and never come out.</summary>
public sealed class Inventory(IDbContextFactory<PortalDb> databases, SecretBox secrets, CapabilityProbe probe, IServiceProvider services, TimeProvider time)
{
    private const string Elsewhere = "The address changed: give the password again before it is sent there.";

    public async Task<IReadOnlyList<RouterEntry>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await db.Routers.AsNoTracking().OrderBy(router => router.Name).ToListAsync(cancellationToken);
        return [.. rows.Select(Entry)];
    }

    public async Task<RouterEntry?> FindAsync(int routerId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Routers.AsNoTracking().FirstOrDefaultAsync(router => router.Id == routerId, cancellationToken) is { } row ? Entry(row) : null;
    }

    public async Task<InventoryResult> AddAsync(RouterInput input, CancellationToken cancellationToken)
    {
        if (RouterRules.Check(input, passwordRequired: true) is { Count: > 0 } errors)
            return new InventoryResult.Invalid(errors);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var row = new RouterRecord { Name = "", Address = "", User = "", ProtectedPassword = "", CreatedAt = time.GetUtcNow() };
        db.Routers.Add(row);
        return await SaveAsync(db, row, input, cancellationToken);
    }

    /// <summary>Replaces what is known of a router; a null password keeps the stored one.</summary>
    public async Task<InventoryResult> UpdateAsync(int routerId, RouterInput input, CancellationToken cancellationToken)
    {
        if (RouterRules.Check(input, passwordRequired: false) is { Count: > 0 } errors)
            return new InventoryResult.Invalid(errors);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Routers.FirstOrDefaultAsync(router => router.Id == routerId, cancellationToken) is not { } row)
            return new InventoryResult.NotFound();
        return PasswordGoesElsewhere(input, row)
            ? new InventoryResult.Invalid(new Dictionary<string, string[]> { ["password"] = [Elsewhere] })
            : await SaveAsync(db, row, input, cancellationToken);
    }

    /// <summary>Removes the router with its history; false when there is none.</summary>
    public async Task<bool> RemoveAsync(int routerId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Routers.Where(router => router.Id == routerId).ExecuteDeleteAsync(cancellationToken) == 0)
            return false;
        foreach (var observer in Observers)
            await observer.RouterRemovedAsync(routerId, cancellationToken);
        return true;
    }

    /// <summary>Tries to log in and looks around, changing nothing. With a null password the stored one of <paramref name="routerId"/> is used, but only at the stored address.</summary>
    public async Task<ConnectionTest> TestConnectionAsync(RouterInput input, int? routerId, CancellationToken cancellationToken)
    {
        var known = routerId is { } id ? await RowAsync(id, cancellationToken) : null;
        var errors = RouterRules.Check(input with { Name = input.Name ?? "test" }, passwordRequired: known is null);
        if (known is not null && PasswordGoesElsewhere(input, known))
            errors["password"] = [Elsewhere];
        if (errors.Count > 0)
            return new ConnectionTest.Invalid(errors);
        try
        {
            var password = input.Password ?? secrets.Reveal(known!.ProtectedPassword);
            var endpoint = new RouterOsEndpoint(input.Address!.Trim(), PortOf(input), input.Tls, RouterRules.NormalFingerprint(input.Fingerprint));
            return await probe.RunAsync(endpoint, new RouterOsCredentials(input.User!.Trim(), password), cancellationToken);
        }
        catch (System.Security.Cryptography.CryptographicException fault)
        {
            return new ConnectionTest.Failed(RouterFailure.From(fault));
        }
    }

    /// <summary>Tests a router of the inventory as it is stored; null when there is none.</summary>
    public async Task<ConnectionTest?> TestConnectionAsync(int routerId, CancellationToken cancellationToken) =>
        await FindAsync(routerId, cancellationToken) is { } entry ? await TestConnectionAsync(InputOf(entry), routerId, cancellationToken) : null;

    /// <summary>An entry as input, without password: for forms and for changing single fields.</summary>
    public static RouterInput InputOf(RouterEntry entry) => new()
    {
        Name = entry.Name, Address = entry.Address, Port = entry.Port, Tls = entry.Tls, User = entry.User, Fingerprint = entry.Fingerprint, Site = entry.Site, Tags = entry.Tags,
    };

    // Resolved late: observers such as the poll schedule are built on services that need the inventory's neighbours.
    private IEnumerable<IInventoryObserver> Observers => services.GetServices<IInventoryObserver>();

    private async Task<InventoryResult> SaveAsync(PortalDb db, RouterRecord row, RouterInput input, CancellationToken cancellationToken)
    {
        var name = input.Name!.Trim();
        if (await db.Routers.AnyAsync(other => other.Name == name && other.Id != row.Id, cancellationToken))
            return new InventoryResult.NameTaken(name);
        row.Name = name;
        row.Address = input.Address!.Trim();
        row.Port = PortOf(input);
        row.Tls = input.Tls;
        row.User = input.User!.Trim();
        row.Fingerprint = RouterRules.NormalFingerprint(input.Fingerprint);
        row.Site = input.Site?.Trim() ?? "";
        row.Tags = string.Join(',', (input.Tags ?? []).Distinct(StringComparer.Ordinal));
        if (input.Password is not null)
            row.ProtectedPassword = secrets.Protect(input.Password);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            // The unique index decides between two who were faster than the look above.
            if (await NameIsTakenAsync(name, row.Id, cancellationToken))
                return new InventoryResult.NameTaken(name);
            throw;
        }
        var entry = Entry(row);
        foreach (var observer in Observers)
            await observer.RouterChangedAsync(entry, cancellationToken);
        return new InventoryResult.Saved(entry);
    }

    private async Task<bool> NameIsTakenAsync(string name, int exceptId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Routers.AnyAsync(router => router.Name == name && router.Id != exceptId, cancellationToken);
    }

    private async Task<RouterRecord?> RowAsync(int routerId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Routers.AsNoTracking().FirstOrDefaultAsync(router => router.Id == routerId, cancellationToken);
    }

    /// <summary>The stored password must not be sent to whatever address somebody types in.</summary>
    private static bool PasswordGoesElsewhere(RouterInput input, RouterRecord known) =>
        input.Password is null && (input.Address?.Trim() != known.Address || PortOf(input) != known.Port || (known.Tls && !input.Tls));

    private static int PortOf(RouterInput input) => input.Port ?? (input.Tls ? 8729 : 8728);

    private static RouterEntry Entry(RouterRecord row) => new(row.Id, row.Name, row.Address, row.Port, row.Tls, row.User, row.Fingerprint, row.Site,
        row.Tags.Split(',', StringSplitOptions.RemoveEmptyEntries), row.PolicyId, row.CreatedAt);
}
