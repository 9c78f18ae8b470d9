using DualWanPortal.Failover.Audit.Chains;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>Routing marks are put on traffic to the router itself, which then leaves by a WAN.</summary>
public sealed class MarkLocal : IAuditRule
{
    public string Id => "mark-local";
    public Severity Severity => Severity.High;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        // v6 looks at its own addresses first (reference 4.5). Without a version, routes that carry a mark are written in its way (reference 3.1).
        if (!subject.HasSeveralWans || subject.Model.Version is { IsV6: true } || (subject.Model.Version is null && subject.Model.Routes.Any(route => route.Item["routing-mark"] is { Length: > 0 })))
            yield break;
        var marks = new MangleMarks(subject.Model);
        // What goes to the router, or between the networks inside, may be taken out before: what stands behind such a rule is spared.
        var spared = marks.Rules.SkipWhile(rule => !Spares(rule)).ToHashSet(ReferenceEqualityComparer.Instance);
        var inside = subject.Model.Routes.Where(route => !route.Disabled && !route.IsDefault && route.Destination is { IsHost: false }).Select(route => route.Table).ToHashSet(StringComparer.Ordinal);
        var wrong = marks.Routing.Where(rule => rule.Chain == "prerouting" && !inside.Contains(rule.Item["new-routing-mark"]!) && Hits(subject, marks, rule, spared)).ToList();
        if (wrong.Count == 0)
            yield break;
        yield return new Finding(Id, Severity, "Routing marks catch traffic to the router",
            $"RouterOS 7 looks up the marked table before its own addresses: packets from the LAN to the router, such as DNS and Winbox, get a routing mark and leave by the WAN of table {Words.And(wrong.Select(rule => rule.Item["new-routing-mark"]!).Distinct(StringComparer.Ordinal))}."
                + (subject.Model.Version is null ? " The version is not known; on RouterOS 6 this does no harm." : ""),
            [.. wrong.Select(rule => RowText.Evidence(rule.Item))],
            [.. wrong.Select(rule => $"/ip firewall mangle set {Cli.Find(rule.Item, "chain", "action", "new-routing-mark", "connection-mark", "src-address", "src-address-list", "in-interface", "in-interface-list")} dst-address-type=!local").Distinct(StringComparer.Ordinal)]);
    }

    private static bool Hits(AuditSubject subject, MangleMarks marks, FirewallRuleEntry rule, HashSet<object?> spared)
    {
        if (NamesDestination(rule) || ComesFromWan(subject, rule) || spared.Contains(rule))
            return false;
        if (rule.Item["connection-mark"] is not { Length: > 0 } mark)
            return true;
        // A connection mark is only as wide as the rules that set it.
        return mark[0] != '!' && mark != "no-mark" && marks.Making(mark).Any(made => made.Chain == "prerouting" && !NamesDestination(made) && !ComesFromWan(subject, made) && !spared.Contains(made));
    }

    private static bool NamesDestination(FirewallRuleEntry rule) =>
        new[] { "dst-address-type", "dst-address", "dst-address-list", "dst-port", "port", "content", "layer7-protocol", "tls-host", "packet-mark" }.Any(name => rule.Item[name] is { Length: > 0 });

    private static bool ComesFromWan(AuditSubject subject, FirewallRuleEntry rule) =>
        subject.Wans.Any(wan => rule.InInterface == wan.Interface || (rule.InInterfaceList is { Length: > 0 } list && list[0] != '!' && subject.Model.IsOnList(wan.Interface, list)));

    private static bool Spares(FirewallRuleEntry rule) => rule.Chain == "prerouting" && rule.Action == "accept"
        && (rule.Item["dst-address-type"] is { } type && type.Contains("local", StringComparison.Ordinal) || rule.Item["dst-address-list"] is { Length: > 0 }
            || (rule.Item["dst-address"] is { Length: > 0 } to && to[0] != '!'));
}
