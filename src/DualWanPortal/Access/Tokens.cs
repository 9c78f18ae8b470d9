using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using DualWanPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace DualWanPortal.Access;

/// <summary>A token as shown after it was made; the token itself is never shown again.</summary>
/// <param name="Owner">The person it counts as where two are needed.</param>
public sealed record ApiToken(int Id, string Name, string Role, string CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, string Owner);

/// <param name="Secret">The token; only its hash is kept, so this is the only time that it can be read.</param>
public sealed record IssuedToken(ApiToken Token, string Secret);

/// <summary>Bearer tokens of the HTTP API.</summary>
public sealed class Tokens(IDbContextFactory<PortalDb> databases, TimeProvider time)
{
    /// <summary>Lets people and secret scanners recognise one.</summary>
    public const string Prefix = "dwp_";

    /// <summary>Longer attempts are refused before they are hashed.</summary>
    public const int LongestToken = 512;

    public const int LongestName = 100;

    private static readonly TimeSpan s_useResolution = TimeSpan.FromMinutes(1);

    /// <param name="name">What it is for.</param>
    /// <param name="role">One of <see cref="Roles"/>.</param>
    /// <param name="createdBy">Name of the person who asked for it.</param>
    public Task<IssuedToken> IssueAsync(string name, string role, string createdBy, CancellationToken cancellationToken) =>
        IssueAsync(name, role, new Caller(createdBy, createdBy), cancellationToken);

    /// <param name="name">What it is for.</param>
    /// <param name="role">One of <see cref="Roles"/>.</param>
    /// <param name="by">Who asked for it, by a token or in person.</param>
    public async Task<IssuedToken> IssueAsync(string name, string role, Caller by, CancellationToken cancellationToken)
    {
        if (!Roles.IsKnown(role))
            throw new ArgumentException($"There is no role '{role}'.", nameof(role));
        var secret = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var row = new TokenRecord { Name = name, Hash = HashOf(secret), Role = role, CreatedBy = by.Name, Owner = by.Person, CreatedAt = time.GetUtcNow() };
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        db.Tokens.Add(row);
        await db.SaveChangesAsync(cancellationToken);
        return new IssuedToken(new ApiToken(row.Id, name, role, by.Name, row.CreatedAt, null, by.Person), secret);
    }

    /// <summary>Oldest first.</summary>
    public async Task<IReadOnlyList<ApiToken>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Tokens.OrderBy(row => row.Id)
            .Select(row => new ApiToken(row.Id, row.Name, row.Role, row.CreatedBy, row.CreatedAt, row.LastUsedAt, row.Owner)).ToListAsync(cancellationToken);
    }

    /// <returns>False if there was none.</returns>
    public async Task<bool> RevokeAsync(int id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Tokens.Where(row => row.Id == id).ExecuteDeleteAsync(cancellationToken) > 0;
    }

    /// <summary>The token that <paramref name="secret"/> is; null if it is none. Notes the use, to the minute.</summary>
    internal async Task<ApiToken?> FindAsync(string secret, CancellationToken cancellationToken)
    {
        if (secret.Length > LongestToken || !secret.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        // Found by its hash: how long the look-up takes says nothing about a token that exists.
        var hash = HashOf(secret);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var token = await db.Tokens.Where(row => row.Hash == hash)
            .Select(row => new ApiToken(row.Id, row.Name, row.Role, row.CreatedBy, row.CreatedAt, row.LastUsedAt, row.Owner)).FirstOrDefaultAsync(cancellationToken);
        var now = time.GetUtcNow();
        if (token is not null && (token.LastUsedAt is not { } last || now - last > s_useResolution))
            await db.Tokens.Where(row => row.Id == token.Id).ExecuteUpdateAsync(row => row.SetProperty(value => value.LastUsedAt, now), cancellationToken);
        return token;
    }

    private static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
