using System.Collections.Immutable;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Tables;

/// <summary>Which routing tables are selected, by what and for what traffic (reference 4.5).</summary>
internal sealed class TableUses
{
    private readonly RouterModel _model;
    private readonly HashSet<string> _outside;
    private readonly HashSet<string> _ownAddresses;
    private readonly ILookup<string, FirewallRuleEntry> _setters;
    private HashSet<string>? _elsewhere;

    public TableUses(RouterModel model, ImmutableArray<WanLink> wans)
    {
        _model = model;
        _outside = wans.SelectMany(wan => new[] { wan.Interface, wan.Port }).ToHashSet(StringComparer.Ordinal);
        _ownAddresses = model.Addresses.Where(entry => _outside.Contains(entry.Interface) && entry.Address is not null).Select(entry => entry.Address!.Value.Address.ToString()).ToHashSet(StringComparer.Ordinal);
        _setters = model.Mangle.Where(rule => !rule.Disabled && !rule.Invalid && rule.Action == "mark-connection" && rule.Item["new-connection-mark"] is not null)
            .ToLookup(rule => rule.Item["new-connection-mark"]!, StringComparer.Ordinal);
        var marked = OfMangle().ToList();
        All = [.. marked, .. OfRules(marked.ToLookup(use => use.Table, StringComparer.Ordinal))];
    }

    /// <summary>Only lines in force.</summary>
    public ImmutableArray<TableUse> All { get; }

    public IEnumerable<TableUse> Of(string table) => All.Where(use => use.Table == table);

    /// <summary>Something other than mangle and rules uses the table too: a VRF, a routing protocol, another gateway's <c>@table</c>, a service.</summary>
    public bool IsNamedElsewhere(string table) => (_elsewhere ??= NamedElsewhere()).Contains(table);

    private HashSet<string> NamedElsewhere() =>
        _model.Routes.SelectMany(route => route.Gateways.Where(gateway => gateway.Table is not null && gateway.Table != route.Table).Select(gateway => gateway.Table!))
            .Concat(_model.Items.Where(item => item.Menu is not ("/ip/route" or "/routing/table" or "/ipv6/route" or "/ip/firewall/mangle" or "/routing/rule" or "/ip/route/rule"))
                .SelectMany(item => s_words.Select(word => item[word]).OfType<string>().SelectMany(value => value.Split(',', ':', '@'))))
            .ToHashSet(StringComparer.Ordinal);

    private IEnumerable<TableUse> OfMangle()
    {
        foreach (var rule in _model.Mangle.Where(rule => !rule.Disabled && !rule.Invalid && rule.Action == "mark-routing"))
        {
            if (rule.Item["new-routing-mark"] is not { Length: > 0 } table)
                continue;
            var mark = rule.Item["connection-mark"];
            if (mark is not null && !mark.StartsWith('!') && mark != "no-mark" && !Setters(mark).Any())
                continue;
            yield return new TableUse(table, rule.Item, Answers(rule, mark), false, s_narrowing.Any(word => rule.Item[word] is { Length: > 0 }));
        }
    }

    private bool Answers(FirewallRuleEntry rule, string? mark) =>
        mark is { Length: > 0 } && !mark.StartsWith('!') && mark != "no-mark" ? Setters(mark).All(ComesFromOrLeavesByAWan) : rule.Item["src-address"] is { } source && IsOwn(source);

    private IEnumerable<FirewallRuleEntry> Setters(string mark) => _setters[mark];

    /// <summary>A mark that is set on the way in or out of a WAN follows a connection that has its place already.</summary>
    private bool ComesFromOrLeavesByAWan(FirewallRuleEntry rule) =>
        IsOutside(rule.InInterface, rule.InInterfaceList) || (rule.Chain is "postrouting" or "forward" && IsOutside(rule.OutInterface, rule.OutInterfaceList))
        || (rule.Item["dst-address"] is { } target && IsOwn(target));

    private bool IsOutside(string? name, string? list) =>
        (name is { Length: > 0 } && _outside.Contains(name))
        || (list is { Length: > 0 } && !list.StartsWith('!') && _model.InterfacesOn(list) is { Count: > 0 } members && members.All(_outside.Contains));

    private bool IsOwn(string address) => _ownAddresses.Contains(address.Split('/')[0]);

    private IEnumerable<TableUse> OfRules(ILookup<string, TableUse> byMark)
    {
        foreach (var rule in _model.RoutingRules.Where(rule => !rule.Disabled && !rule.Invalid && rule.Action is "lookup" or "lookup-only-in-table"))
        {
            var marked = rule.RoutingMark is { Length: > 0 } mark ? byMark[mark].ToList() : null;
            // A rule for a mark that nothing sets selects nothing.
            if (marked is { Count: 0 })
                continue;
            var answers = (rule.Source is { } source && _ownAddresses.Contains(source.Address.ToString())) || (marked?.TrueForAll(use => use.Answers) ?? false);
            yield return new TableUse(rule.Table, rule.Item, answers, rule.Action == "lookup-only-in-table", rule.Source is not null || rule.Destination is { PrefixLength: > 0 });
        }
    }

    private static readonly ImmutableArray<string> s_words = ["vrf", "routing-table", "routing-mark", "table", "default-route-tables"];

    private static readonly ImmutableArray<string> s_narrowing =
        ["src-address", "src-address-list", "dst-address", "dst-address-list", "protocol", "dst-port", "src-mac-address", "layer7-protocol", "content", "dscp", "tls-host"];
}
