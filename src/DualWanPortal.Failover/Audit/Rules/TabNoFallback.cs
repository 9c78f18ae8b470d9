using DualWanPortal.Failover.Audit.Paths;
using DualWanPortal.Failover.Audit.Tables;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>Traffic of a marked table stays with one WAN when that WAN's ISP dies.</summary>
public sealed class TabNoFallback : IAuditRule
{
    public string Id => "tab-no-fallback";
    public Severity Severity => Severity.Critical;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (subject.Wans.Length < 2)
            yield break;
        foreach (var table in subject.Defaults.Where(route => !route.InMain).GroupBy(route => route.Table, StringComparer.Ordinal))
        {
            // Answers have to leave by the WAN that the question came in by: they have no other way, and need none.
            var uses = subject.Tables.Of(table.Key).Where(use => !use.Answers).ToList();
            var wans = table.Select(route => route.Wan).DistinctBy(wan => wan.Interface).ToList();
            if (uses.Count == 0 || wans.Count > 1 || subject.Paths.Any(path => path.Route.Table == table.Key && !path.Route.Disabled && path.Interface is null))
                continue;
            if (Judge(subject, table.Key, wans[0], [.. table], uses) is { } finding)
                yield return finding;
        }
    }

    private Finding? Judge(AuditSubject subject, string table, WanLink wan, List<GuardedDefault> routes, List<TableUse> uses)
    {
        var rescuers = subject.Defaults.Where(route => route.InMain && route.Wan.Interface != wan.Interface).ToList();
        var only = uses.TrueForAll(use => use.Only);
        var part = uses.TrueForAll(use => use.Part);
        var reach = routes.Max(route => route.Reach);
        var stuck = reach < GuardReach.NextHop && !routes.Exists(route => route.MayBeGuarded);
        if (!only && rescuers.Count > 0 && !stuck)
            return null;
        var why = only ? "the rule looks nowhere else"
            : rescuers.Count == 0 ? "main, which is looked at next, has no default by another WAN"
            : reach == GuardReach.Session ? $"nothing but the end of its session takes the route of {wan.Interface} out, so main is not even looked at while the ISP is dead behind it"
            : $"nothing takes the route of {wan.Interface} out while the link is up, so main is not even looked at";
        // A lookup that ends in the table is often meant: this host, this WAN, or nothing.
        var severity = only ? Severity.Medium : part || (rescuers.Count > 0 && reach == GuardReach.Session) ? Severity.High : Severity;
        var softened = only ? " It may be meant so, which is why this is not critical." : part ? " Only part of the traffic is concerned, which is why this is not critical." : "";
        var other = subject.Wans.First(candidate => candidate.Interface != wan.Interface);
        return new Finding(Id, severity, $"Table {table} has no way but {wan.Interface}",
            $"Table {table} knows {wan.Interface} only, and {why}: when the ISP of {wan.Interface} dies, all that is sent to this table loses the Internet although {other.Interface} works.{softened}",
            [.. routes.Select(route => route.Default.Evidence), .. uses.Take(4).Select(use => RowText.Evidence(use.Item))],
            [FormattableString.Invariant($"/ip route add dst-address=0.0.0.0/0 gateway={other.Gateway ?? other.Interface} {(Dialect.IsV6(subject.Model) == true ? "routing-mark" : "routing-table")}={Planning.Cli.Quote(table)} distance={routes.Max(route => route.Distance) + 1} check-gateway=ping"),
                .. routes.Where(route => stuck && route.Path?.Gateway.Address is not null).Select(route => $"/ip route set {route.Default.Selector()} check-gateway=ping")], table);
    }
}
