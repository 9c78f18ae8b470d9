using System.Text.RegularExpressions;

namespace DualWanPortal.RouterOs.Text;

/// <summary>Console text made fit for messages and pages: the values of properties that hold secrets are replaced.</summary>
public static partial class SecretText
{
    public const string Masked = "********";

    /// <summary>Replaces the values of passwords, keys, secrets and the like; the rest stays as it is.</summary>
    public static string Mask(string commandText) => SecretPair().Replace(commandText, match => match.Groups["key"].Value + "=" + Masked);

    /// <summary>Whether a property of this name holds a secret.</summary>
    public static bool IsSecret(string property) => SecretName().IsMatch(property);

    private const string Names =
        "(?:password|secret|passphrase|private-key|pre-shared-key|preshared-key|passwd|-psk|auth-key|authentication-key|static-key)";

    // The lengths are bounded so that a long run of letters is not searched again from each of them.
    [GeneratedRegex("(?<key>[\\w.-]{0,40}" + Names + "[\\w-]{0,40})=(?:\"(?:\\\\.|[^\"\\\\])*\"?|[^\\s;]*)", RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex SecretPair();

    [GeneratedRegex(Names)]
    private static partial Regex SecretName();
}
