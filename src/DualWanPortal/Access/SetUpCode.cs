using System.Security.Cryptography;

namespace DualWanPortal.Access;

/// <summary>
/// Proves that who makes the first administrator can read the portal's console: whoever merely finds the address first cannot.
/// New at each start, kept in memory only.
/// </summary>
public sealed class SetUpCode
{
    // Without I, L, O, U, 0 and 1: it is read from a screen and typed. 12 of 30 letters are 58 bits.
    private const string Letters = "ABCDEFGHJKMNPQRSTVWXYZ23456789";

    private readonly string _letters = RandomNumberGenerator.GetString(Letters, 12);

    /// <summary>The code as printed: three groups of four.</summary>
    public string Text => $"{_letters[..4]}-{_letters[4..8]}-{_letters[8..]}";

    /// <summary>Blanks, dashes and case do not matter.</summary>
    public bool Accepts(string attempt) => FixedTime.Same(_letters, string.Concat(attempt.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant());
}
