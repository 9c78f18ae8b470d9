using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace DualWanPortal.Alerts.Webhook;

/// <summary>
/// Signature of the Standard Webhooks specification: <c>v1,</c> + base64 of HMAC-SHA-256 over <c>id.timestamp.body</c> with the decoded secret.
/// </summary>
public static class WebhookSignature
{
    public const string SecretPrefix = "whsec_";
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    /// <summary>32 random bytes, the length the specification recommends lies between 24 and 64.</summary>
    public static string NewSecret() => SecretPrefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    /// <summary>Null when the secret is well-formed, else one sentence.</summary>
    public static string? ProblemOf(string secret)
    {
        if (!secret.StartsWith(SecretPrefix, StringComparison.Ordinal))
            return "The secret must begin with whsec_ followed by base64. Leave it empty to have one made.";
        var buffer = new byte[96];
        return secret.Length <= 128 && Convert.TryFromBase64String(secret[SecretPrefix.Length..], buffer, out var length) && length is >= 24 and <= 64
            ? null
            : "The secret must be whsec_ and the base64 of 24 to 64 bytes. Leave it empty to have one made.";
    }

    /// <param name="secret">As stored, with prefix.</param>
    /// <param name="timestamp">When it is sent, not when the event happened: receivers refuse old ones.</param>
    public static string Sign(string secret, string id, DateTimeOffset timestamp, ReadOnlySpan<byte> body)
    {
        var head = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp.ToUnixTimeSeconds()}."));
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Convert.FromBase64String(secret[SecretPrefix.Length..]));
        hmac.AppendData(head);
        hmac.AppendData(body);
        return "v1," + Convert.ToBase64String(hmac.GetHashAndReset());
    }
}
