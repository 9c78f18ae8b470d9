namespace DualWanPortal.Routers;

/// <summary>What a person or a script says about a router. Everything may be missing: <see cref="RouterRules"/> judges it.</summary>
public sealed record RouterInput
{
    public string? Name { get; init; }

    /// <summary>Address or DNS name, without scheme and port.</summary>
    public string? Address { get; init; }

    /// <summary>Null takes 8728, or 8729 with TLS (reference 1.10).</summary>
    public int? Port { get; init; }
    public bool Tls { get; init; }
    public string? User { get; init; }

    /// <summary>Null keeps the stored password when a router is changed. An empty one is a password: RouterOS allows it.</summary>
    public string? Password { get; init; }

    /// <summary>SHA-256 of the certificate to accept, 64 hex digits (colons and blanks are ignored); null pins nothing.</summary>
    public string? Fingerprint { get; init; }
    public string? Site { get; init; }
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Everything but the password.</summary>
    public override string ToString() => $"{Name} {User}@{Address}:{Port}";
}

/// <summary>A router of the inventory as it may be shown: without its password.</summary>
public sealed record RouterEntry(int Id, string Name, string Address, int Port, bool Tls, string User, string? Fingerprint, string Site, IReadOnlyList<string> Tags, int? PolicyId, DateTimeOffset CreatedAt);
