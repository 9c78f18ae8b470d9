using System.Collections.Immutable;
using DualWanPortal.Failover.Audit.Nat;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>NAT or filter count on an interface list that one of the WANs is not on.</summary>
public sealed class ListWanMissing : IAuditRule
{
    private const int MostWans = 256;

    public string Id => "list-wan-missing";
    public Severity Severity => Severity.High;

    public IEnumerable<Finding> Find(AuditSubject subject) =>
        subject.Wans.Length < 2 ? [] : Lacking(subject).Select(lack => Missing(subject.Model, lack.Wan, lack.List, lack.Rules));

    /// <summary>Every WAN that is not on a list it ought to be on, with the rules that therefore miss it.</summary>
    internal static IEnumerable<(WanLink Wan, string List, List<FirewallRuleEntry> Rules)> Lacking(AuditSubject subject)
    {
        var model = subject.Model;
        var uses = model.Nat.Where(IsSourceNat).Select(rule => (Rule: rule, List: rule.OutInterfaceList))
            .Concat(model.Filter.Where(IsProtection).Select(rule => (Rule: rule, List: rule.InInterfaceList)))
            .Where(use => use.List is { Length: > 0 })
            .GroupBy(use => Plain(use.List!), use => use.Rule, StringComparer.Ordinal)
            .Where(use => IsWanList(subject, use.Key));
        foreach (var use in uses)
        {
            foreach (var wan in subject.Wans.Where(wan => wan.Kind != WanKind.WireGuard && !model.IsOnList(wan.Interface, use.Key)))
            {
                var bare = use.Where(rule => !IsCoveredOtherwise(subject, wan, rule)).ToList();
                if (bare.Count > 0)
                    yield return (wan, use.Key, bare);
            }
        }
    }

    private Finding Missing(RouterModel model, WanLink wan, string list, List<FirewallRuleEntry> bare)
    {
        var lacks = (bare.Exists(rule => rule.Chain == "srcnat"), bare.Exists(rule => rule.Chain != "srcnat")) switch
        {
            (true, true) => "is neither translated nor filtered there",
            (true, false) => "is not translated there",
            _ => "is not filtered there: what is closed on the other WANs stands open",
        };
        var slave = LinkSide.SlaveOf(model, wan.Interface);
        ImmutableArray<string> fix = [
            .. slave is null ? Array.Empty<string>() : [$"/interface bridge port remove {Cli.Find(slave.Item, "interface")}"],
            $"/interface list member add list={Cli.Quote(list)} interface={Cli.Quote(wan.Interface)}"];
        return new Finding(Id, Severity, $"{wan.Interface} is not on list {list}",
            $"NAT or firewall name WANs by the list {list}, and {wan.Interface} is not on it: as soon as traffic uses {wan.Interface}, it {lacks}.",
            [.. bare.Select(rule => RowText.Evidence(rule.Item)), .. model.ListMembers.Where(member => !member.Disabled && member.List == list).Select(member => RowText.Evidence(member.Item, "list", "interface"))],
            fix, $"{wan.Interface}/{list}");
    }

    /// <summary>A list for WANs: one of them or the port under it is a member, or the name says so.</summary>
    private static bool IsWanList(AuditSubject subject, string list) =>
        list is not ("all" or "none" or "dynamic" or "static")
        && (LinkSide.IsWanName(list) || subject.Wans.Any(wan => subject.Model.IsOnList(wan.Interface, list) || subject.Model.IsOnList(wan.Port, list)))
        // Nobody has more ways out than this on one list: a longer one is of the inside, and is not gone through name by name.
        && !(subject.Model.InterfacesOn(list) is var members && (members.Count > MostWans
            || members.Any(name => subject.Wans.All(wan => wan.Interface != name && wan.Port != name) && LinkSide.LooksLikeLan(subject.Model, name))));

    private static bool IsSourceNat(FirewallRuleEntry rule) =>
        !rule.Disabled && rule.Chain == "srcnat" && rule.Action is "masquerade" or "src-nat" && rule.OutInterfaceList?.StartsWith('!') == false;

    /// <summary>What drops traffic from the list, or what lets everything in that does not come from it.</summary>
    private static bool IsProtection(FirewallRuleEntry rule) =>
        !rule.Disabled && rule.InInterfaceList is { Length: > 0 } list
        && (list.StartsWith('!') ? rule.Action == "accept" && rule.Chain is "input" or "forward" && !Narrowed(rule) : rule.Action is "drop" or "reject" or "tarpit" or "jump");

    private static bool Narrowed(FirewallRuleEntry rule) =>
        rule.Item.Values.Keys.Any(name => name is "protocol" or "src-address" or "src-address-list" or "dst-address" or "dst-address-list" or "dst-port" or "connection-state" or "ipsec-policy");

    private static bool IsCoveredOtherwise(AuditSubject subject, WanLink wan, FirewallRuleEntry rule) =>
        rule.Chain == "srcnat"
            ? subject.TrafficBy(wan).All(traffic => subject.SourceNat.Judge(traffic).Outcome is NatOutcome.Translated or NatOutcome.Unknown)
            : subject.Model.Filter.Any(other => !other.Disabled && !ReferenceEquals(other, rule) && other.Chain == rule.Chain && other.Action is "drop" or "reject" or "tarpit" or "jump"
                && TakesIn(subject.Model, wan, other) && SameOrWider(other, rule));

    private static bool TakesIn(RouterModel model, WanLink wan, FirewallRuleEntry rule) =>
        (rule.InInterface, rule.InInterfaceList) switch
        {
            ({ Length: > 0 } name, _) => name.StartsWith('!') ? name[1..] != wan.Interface : name == wan.Interface,
            (_, { Length: > 0 } list) => list.StartsWith('!') ? !model.IsOnList(wan.Interface, list[1..]) : model.IsOnList(wan.Interface, list),
            _ => true,
        };

    /// <summary>Every matcher of the other rule, its interface aside, is also in this one: it applies at least as widely.</summary>
    private static bool SameOrWider(FirewallRuleEntry other, FirewallRuleEntry rule) =>
        other.Item.Values.Where(pair => !s_besides.Contains(pair.Key)).All(pair => rule.Item[pair.Key] == pair.Value);

    private static string Plain(string list) => list.TrimStart('!');

    private static readonly HashSet<string> s_besides = new(StringComparer.Ordinal)
    {
        ".id", ".nextid", "chain", "action", "comment", "disabled", "dynamic", "invalid", "bytes", "packets", "log", "log-prefix", "in-interface", "in-interface-list", "reject-with", "jump-target",
    };
}
