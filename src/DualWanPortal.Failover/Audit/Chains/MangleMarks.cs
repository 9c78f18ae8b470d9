using DualWanPortal.Failover.Audit.Nat;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Chains;

/// <summary>Which mangle rules make marks, and which send by them.</summary>
internal sealed class MangleMarks(RouterModel model)
{
    private ILookup<string, FirewallRuleEntry>? _making;
    private readonly List<FirewallRuleEntry> _rules = [.. model.Mangle.Where(rule => !rule.Disabled && !rule.Dynamic && !rule.Invalid)];

    public IEnumerable<FirewallRuleEntry> Rules => _rules;

    /// <summary>Rules that send packets by another table than main.</summary>
    public IEnumerable<FirewallRuleEntry> Routing => _rules.Where(rule => rule.Action == "mark-routing" && rule.Item["new-routing-mark"] is { Length: > 0 } and not "main");

    public IEnumerable<FirewallRuleEntry> Making(string connectionMark) =>
        (_making ??= _rules.Where(rule => rule.Action == "mark-connection" && rule.Item["new-connection-mark"] is not null).ToLookup(rule => rule.Item["new-connection-mark"]!, StringComparer.Ordinal))[connectionMark];

    /// <summary>Connections that come in by the WAN get a mark by which the answers are sent back.</summary>
    public bool ReturnsBy(WanLink wan)
    {
        var sending = Routing.Select(rule => rule.Item["connection-mark"]).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return _rules.Any(rule => rule.Action == "mark-connection" && rule.Item["new-connection-mark"] is { } mark && sending.Contains(mark) && ComesBy(rule, wan));
    }

    private bool ComesBy(FirewallRuleEntry rule, WanLink wan) =>
        rule.Chain is "prerouting" or "input" or "forward"
        && (rule.InInterface is not { Length: > 0 } name || Holds(name, plain => InterfaceNames.Is(model, plain, wan.Interface)))
        && (rule.InInterfaceList is not { Length: > 0 } list || Holds(list, plain => InterfaceNames.OnList(model, plain, wan.Interface)))
        && (rule.InInterface is { Length: > 0 } || rule.InInterfaceList is { Length: > 0 } || rule.Item["dst-address"] is { Length: > 0 });

    private static bool Holds(string matcher, Func<string, Match> test) => matcher[0] == '!' ? test(matcher[1..]) == Match.No : test(matcher) == Match.Yes;
}
