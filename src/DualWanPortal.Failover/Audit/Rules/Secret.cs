using System.Text.RegularExpressions;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>The file holds passwords or keys in clear. Which, but never what they are.</summary>
public sealed partial class Secret : IAuditRule
{
    public string Id => "secret";
    public Severity Severity => Severity.Low;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        var model = subject.Model;
        // What comes over the API is not a file, and the portal asks for no secrets.
        if (!subject.HasSeveralWans || model.IsLive)
            yield break;
        var found = model.Items.Where(item => item.Line is not null)
            .Select(item => (Item: item, Names: item.Values.Where(pair => SecretName().IsMatch(pair.Key) && !IsBlank(pair.Value)).Select(pair => pair.Key).Order(StringComparer.Ordinal).ToList()))
            .Where(entry => entry.Names.Count > 0).OrderBy(entry => entry.Item.Line).ToList();
        if (found.Count == 0)
            yield break;
        yield return new Finding(Id, Severity, "The file holds secrets in clear",
            $"{Words.And(found.SelectMany(entry => entry.Names.Select(name => $"{name} of {entry.Item.Menu}")).Distinct(StringComparer.Ordinal).Take(6))} can be read by everybody who gets this file: change what has left the house, and export with hide-sensitive.",
            [.. found.Take(8).Select(entry => new Evidence(entry.Item.Line, $"{entry.Item.Menu} {string.Join(' ', entry.Names.Select(name => name + "=…"))}"))],
            [model.Version is { IsV6: false } ? "/export file=safe" : "/export hide-sensitive file=safe"]);
    }

    private static bool IsBlank(string value) => value.Length == 0 || value.Length < 80 && Redacted().IsMatch(value);

    [GeneratedRegex("^(.*password|.*secret|.*passphrase|.*private-key|.*preshared-key|.*pre-shared-key|.*auth-key|.*authentication-key|static-key.*)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SecretName();

    /// <summary>What people and tools put in place of a secret.</summary>
    [GeneratedRegex(@"^([xX]+|[*#.…_-]+|<.*>|\[.*\]|\{.*\}|.*(redacted|removed|hidden|censored|your|example|changeme|placeholder).*|(my|the)?(password|passwd|secret|key))$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Redacted();
}
