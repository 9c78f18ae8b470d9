using System.Collections.Immutable;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Chains;

/// <summary>The commands that close a chain for WANs without cutting off what is in use.</summary>
internal static class DropCommands
{
    private const string Add = "/ip firewall filter add";

    public static ImmutableArray<string> Input(AuditSubject subject, IReadOnlyList<WanLink> wans, FirewallRuleEntry? accepting) =>
    [
        .. Established(subject.Model, "input", accepting),
        .. Has(subject.Model, "input", rule => rule.Item["protocol"] == "icmp") ? [] : new[] { $"{Add} chain=input action=accept protocol=icmp{Before(accepting)}" },
        .. From(subject, wans).Select(wan => $"{Add} chain=input action=drop {wan}{Before(accepting)}"),
    ];

    public static ImmutableArray<string> Forward(AuditSubject subject, IReadOnlyList<WanLink> wans, FirewallRuleEntry? accepting) =>
        [.. From(subject, wans).Select(wan => $"{Add} chain=forward action=drop connection-state=new connection-nat-state=!dstnat {wan}{Before(accepting)}")];

    /// <summary>By a list that names just these WANs, else one by one.</summary>
    private static IEnumerable<string> From(AuditSubject subject, IReadOnlyList<WanLink> wans)
    {
        var names = wans.Select(wan => wan.Interface).ToHashSet(StringComparer.Ordinal);
        var outside = subject.Wans.SelectMany(wan => new[] { wan.Interface, wan.Port }).ToHashSet(StringComparer.Ordinal);
        var list = subject.Model.ListMembers.Select(member => member.List).Concat(subject.Model.Lists.Select(entry => entry.Name)).Distinct(StringComparer.Ordinal)
            .FirstOrDefault(name => LinkSide.IsWanName(name) && subject.Model.InterfacesOn(name) is var on && names.All(on.Contains) && on.All(outside.Contains));
        return list is not null ? [$"in-interface-list={Cli.Quote(list)}"] : wans.Select(wan => $"in-interface={Cli.Quote(wan.Interface)}");
    }

    private static IEnumerable<string> Established(RouterModel model, string chain, FirewallRuleEntry? accepting) =>
        Has(model, chain, rule => rule.Item["connection-state"]?.Contains("established", StringComparison.Ordinal) == true)
            ? [] : [$"{Add} chain={chain} action=accept connection-state=established,related,untracked{Before(accepting)}"];

    private static bool Has(RouterModel model, string chain, Func<FirewallRuleEntry, bool> which) =>
        model.Filter.Any(rule => !rule.Disabled && rule.Chain == chain && rule.Action == "accept" && which(rule));

    /// <summary>What is added at the end would stand behind the rule that accepts.</summary>
    private static string Before(FirewallRuleEntry? accepting) =>
        accepting is null || accepting.Item.Menu != "/ip/firewall/filter" ? "" : $" place-before={Cli.Find(accepting.Item, "chain", "action", "protocol", "dst-port", "in-interface", "in-interface-list", "src-address", "src-address-list", "comment")}";
}
