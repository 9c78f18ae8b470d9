using System.Collections.Immutable;
using System.Text.RegularExpressions;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>Defaults of different WANs share the lowest distance of a table, so that none of them is the backup.</summary>
public sealed partial class DefEqual : IAuditRule
{
    public string Id => "def-equal";
    public Severity Severity => Severity.Critical;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (subject.Wans.Length < 2 || IsBalancing(subject.Model))
            yield break;
        var wans = subject.Wans.ToDictionary(wan => wan.Interface, StringComparer.Ordinal);
        var tables = ConfiguredDefault.Of(subject.Model, subject.Paths).Where(route => wans.ContainsKey(route.Interface)).GroupBy(route => route.Table, StringComparer.Ordinal);
        foreach (var table in tables)
        {
            var lowest = table.Min(route => route.Distance);
            var sharing = table.Where(route => route.Distance == lowest).ToList();
            var names = sharing.Select(route => route.Interface).Distinct(StringComparer.Ordinal)
                .OrderBy(name => subject.Wans.IndexOf(wans[name])).ToList();
            if (names.Count > 1 && !sharing.Exists(route => SaysBalancing(route.Item)))
                yield return Equal(subject.Model, table.Key, lowest, names, sharing);
        }
    }

    private Finding Equal(RouterModel model, string table, int distance, List<string> names, List<ConfiguredDefault> sharing)
    {
        var both = string.Join(" and ", names);
        var happens = model.Version switch
        {
            { IsV6: true } => $"v6 uses one of them and does not say which, so {names[0]} may stand idle while {names[^1]} carries the traffic",
            { } => $"v7 merges them, so connections are spread over both at all times and a part of them breaks whenever either WAN is bad",
            _ => "v7 merges them and spreads connections over both, v6 picks one and does not say which",
        };
        var commands = sharing.OrderBy(route => names.IndexOf(route.Interface)).Where(route => route.Interface != names[0])
            .Select(route => route.SetDistance(distance + names.IndexOf(route.Interface)));
        return new Finding(Id, Severity, $"{both} have the same distance",
            FormattableString.Invariant($"The defaults of {both} share distance {distance} in table {table}: {happens}. None of them is the backup of the other."),
            [.. sharing.Select(route => RowText.Evidence(route.Item, "name", "interface", "dst-address", "gateway", "distance", "default-route-distance", "add-default-route", "routing-table", "routing-mark"))],
            [.. commands.Distinct(StringComparer.Ordinal)], table);
    }

    /// <summary>Balancing by connection or packet classifier, or by a v6 route with several gateways.</summary>
    private static bool IsBalancing(RouterModel model) =>
        model.Mangle.Any(rule => !rule.Disabled && (rule.Item["per-connection-classifier"] ?? rule.Item["nth"] ?? rule.Item["random"]) is { Length: > 0 })
        || model.Routes.Any(route => !route.Disabled && route.IsDefault && route.Gateways.Length > 1);

    private static bool SaysBalancing(ConfigItem item) => item["comment"] is { } comment && BalancingWord().IsMatch(comment);

    [GeneratedRegex("ecmp|balanc|aggregat|bonding", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex BalancingWord();
}
