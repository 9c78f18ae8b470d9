using System.Text.RegularExpressions;

namespace DualWanPortal.RouterOs.Text;

/// <summary>Console text made fit for messages and pages: the values of properties that hold secrets are replaced.</summary>
public static partial class SecretText
{
    public const string Mask8 = "********";

    /// <summary>Replaces the values of passwords, keys, secrets and the like; the rest stays as it is.</summary>
    public static string Mask(string commandText) => SecretPair().Replace(commandText, match => match.Groups["key"].Value + "=" + Mask8);

    /// <summary>Whether a property of this name holds a secret.</summary>
    public static bool IsSecret(string property) => SecretName().IsMatch(property);

    [GeneratedRegex("(?<key>[\\w.-]*(?:password|secret|passphrase|private-key|pre-shared-key|preshared-key|passwd|-psk|auth-key|authentication-key|static-key)[\\w-]*)=(?:\"(?:\\\\.|[^\"\\\\])*\"?|[^\\s;]*)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SecretPair();

    [GeneratedRegex("password|secret|passphrase|private-key|pre-shared-key|preshared-key|passwd|-psk|auth-key|authentication-key|static-key", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SecretName();
}
