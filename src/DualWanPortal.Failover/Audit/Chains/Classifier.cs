using System.Globalization;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Chains;

/// <summary><c>per-connection-classifier=both-addresses:2/0</c>: the hash of these parts, divided by the denominator, leaves the remainder.</summary>
internal sealed record Classifier(string Parts, int Denominator, int Remainder)
{
    /// <summary>Null when the rule has none that can be read.</summary>
    public static Classifier? Of(FirewallRuleEntry rule)
    {
        if (rule.Item["per-connection-classifier"] is not { Length: > 0 } text || text.Split(':') is not [var parts, var share] || share.Split('/') is not [var over, var rest])
            return null;
        return int.TryParse(over, NumberStyles.None, CultureInfo.InvariantCulture, out var denominator) && int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out var remainder)
            ? new Classifier(parts, denominator, remainder) : null;
    }
}
