using System.Security.Cryptography;
using System.Text;

namespace DualWanPortal.Access;

/// <summary>Comparison of secrets whose duration tells nothing about them, their length included.</summary>
internal static class FixedTime
{
    public static bool Same(string secret, string attempt) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(secret)), SHA256.HashData(Encoding.UTF8.GetBytes(attempt)));
}
