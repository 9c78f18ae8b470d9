using System.Security.Cryptography;
using System.Text;

namespace DualWanPortal.RouterOs.Client;

/// <summary>The login of RouterOS up to 6.42: the router sends a challenge, the answer is <c>00</c> + hex MD5(0x00 ‖ password ‖ challenge) (reference 1.3).</summary>
internal static class LegacyChallenge
{
    /// <returns>The value of <c>=response=</c>, or null when the challenge is not 32 hex digits.</returns>
    public static string? Respond(string password, string challenge)
    {
        if (challenge.Length != 32 || !challenge.All(char.IsAsciiHexDigit))
            return null;
        byte[] secret = [0, .. Encoding.UTF8.GetBytes(password), .. Convert.FromHexString(challenge)];
#pragma warning disable CA5351 // The protocol of those versions knows nothing better than MD5.
        var digest = MD5.HashData(secret);
#pragma warning restore CA5351
        CryptographicOperations.ZeroMemory(secret);
        return "00" + Convert.ToHexStringLower(digest);
    }
}
