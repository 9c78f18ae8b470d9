namespace DualWanPortal.RouterOs.Client;

/// <summary>Where a router's API listens.</summary>
/// <param name="Host">Address or DNS name.</param>
/// <param name="Port">8728 plain, 8729 over TLS by default (reference 1.10).</param>
/// <param name="Tls">Speak TLS. The router needs a certificate: anonymous key exchange is not possible in .NET.</param>
/// <param name="PinnedFingerprint">
/// SHA-256 of the router's certificate as 64 hex digits; null accepts any certificate and reports its fingerprint in <see cref="RouterOsClient.PeerFingerprint"/>,
/// so that it can be shown to a person and pinned.
/// </param>
public sealed record RouterOsEndpoint(string Host, int Port = 8728, bool Tls = false, string? PinnedFingerprint = null)
{
    public override string ToString() => $"{Host}:{Port.ToString(System.Globalization.CultureInfo.InvariantCulture)}{(Tls ? " (TLS)" : "")}";
}

/// <summary>Name and password; printing it shows the name only.</summary>
public sealed record RouterOsCredentials(string User, string Password)
{
    public override string ToString() => User;
}
