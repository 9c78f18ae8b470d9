using Microsoft.AspNetCore.DataProtection;

namespace DualWanPortal.Storage;

/// <summary>Encrypts what must not be readable in the database file. Keys live beside the database, not in it (DATA/keys).</summary>
public sealed class SecretBox(IDataProtectionProvider provider)
{
    private readonly IDataProtector _protector = provider.CreateProtector("DualWanPortal.Secrets.v1");

    public string Protect(string secret) => _protector.Protect(secret);

    /// <exception cref="System.Security.Cryptography.CryptographicException">The key that encrypted it is missing.</exception>
    public string Reveal(string protectedSecret) => _protector.Unprotect(protectedSecret);

    public byte[] Protect(byte[] content) => _protector.Protect(content);

    public byte[] Reveal(byte[] protectedContent) => _protector.Unprotect(protectedContent);
}
