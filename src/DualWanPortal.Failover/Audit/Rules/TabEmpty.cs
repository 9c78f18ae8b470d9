using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>Traffic is sent to a table without a route, or routes stand in a table that nothing is sent to.</summary>
public sealed class TabEmpty : IAuditRule
{
    public string Id => "tab-empty";
    public Severity Severity => Severity.Medium;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        var model = subject.Model;
        if (subject.Wans.Length < 2 || !model.Knows("/ip/firewall/mangle"))
            yield break;
        var filled = model.Routes.Where(route => !route.Disabled).Select(route => route.Table).Concat(subject.Defaults.Select(route => route.Table)).ToHashSet(StringComparer.Ordinal);
        // A table's name can be a mark that a rule sends to another table.
        var sentOn = model.RoutingRules.Where(rule => !rule.Disabled && rule.RoutingMark is not null && rule.Table != rule.RoutingMark).Select(rule => rule.RoutingMark!).ToHashSet(StringComparer.Ordinal);
        foreach (var uses in subject.Tables.All.Where(use => use.Table != "main" && !filled.Contains(use.Table)).GroupBy(use => use.Table, StringComparer.Ordinal))
        {
            if (subject.RouteScripts.Mentions(uses.Key) || subject.Tables.IsNamedElsewhere(uses.Key) || sentOn.Contains(uses.Key))
                continue;
            var ends = uses.All(use => use.Only);
            yield return new Finding(Id, Severity, $"Table {uses.Key} has no route",
                $"Traffic is sent to table {uses.Key}, in which there is no route: {(ends ? "it is dropped" : "it is looked up in main as if it were not marked, so what the marks were meant for does not happen")}.",
                [.. uses.Take(4).Select(use => RowText.Evidence(use.Item))], [], uses.Key);
        }
        var selected = subject.Tables.All.Select(use => use.Table).ToHashSet(StringComparer.Ordinal);
        var ruled = model.RoutingRules.Where(rule => !rule.Disabled).SelectMany(rule => new[] { rule.Table, rule.RoutingMark }).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var routes in model.Routes.Where(route => !route.Disabled && !route.Dynamic && route.Table != "main" && !selected.Contains(route.Table)).GroupBy(route => route.Table, StringComparer.Ordinal))
        {
            if (subject.Tables.IsNamedElsewhere(routes.Key) || ruled.Contains(routes.Key) || subject.Scripts.Running.Any(call => call.Text.Contains(routes.Key, StringComparison.Ordinal)))
                continue;
            yield return new Finding(Id, Severity, $"Nothing uses table {routes.Key}",
                $"There are routes in table {routes.Key}, but no mark and no rule in force sends traffic to it: they have no effect.",
                [.. routes.Take(4).Select(route => RowText.Evidence(route.Item))], [], routes.Key);
        }
    }
}
