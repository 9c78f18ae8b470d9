using System.Collections.Immutable;
using DualWanPortal.Failover.Audit.Nat;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Chains;

/// <summary>Destination NAT rules that take in connections from the Internet.</summary>
internal static class PortForwards
{
    /// <summary>Those that apply to what comes in by the WAN; none where that cannot be told.</summary>
    public static ImmutableArray<FirewallRuleEntry> By(RouterModel model, WanLink wan) => [.. All(model).Where(rule => AppliesTo(model, rule, wan))];

    /// <summary>All that look like a forward, whatever WAN they are for.</summary>
    public static IEnumerable<FirewallRuleEntry> All(RouterModel model) =>
        model.Nat.Where(rule => !rule.Disabled && !rule.Invalid && !rule.Dynamic && rule.Chain == "dstnat" && rule.Action is "dst-nat" or "netmap" && rule.Item["to-addresses"] is { Length: > 0 });

    /// <summary>Whether the rule takes what comes from outside by this WAN. One that names no way in takes all, also what comes from inside: no matter of one WAN.</summary>
    public static bool MayComeBy(RouterModel model, FirewallRuleEntry rule, WanLink wan)
    {
        if (rule.InInterface is { Length: > 0 } name && (name.StartsWith('!') ? name[1..] == wan.Interface : name != wan.Interface))
            return false;
        if (rule.InInterfaceList is { Length: > 0 } list && (list.StartsWith('!') ? model.IsOnList(wan.Interface, list[1..]) : !model.IsOnList(wan.Interface, list)))
            return false;
        if (rule.Item["dst-address"] is not { Length: > 0 } target)
            return true;
        if (target.StartsWith('!') || AddressRange.Parse(target) is not { } to)
            return true;
        var own = model.Addresses.Where(entry => !entry.Disabled && entry.Interface == wan.Interface && entry.Address is not null).ToList();
        return to.IsEverything || own.Exists(entry => to.Overlaps(AddressRange.Of(entry.Address!.Value)));
    }

    /// <summary>What is forwarded, in words: two rules that say the same serve the same.</summary>
    public static string Service(FirewallRuleEntry rule)
    {
        var ports = rule.Item["dst-port"] ?? rule.Item["port"];
        return $"{rule.Item["protocol"] ?? "all"}{(ports is null ? "" : "/" + ports)} to {rule.Item["to-addresses"] ?? "the router"}{(rule.Item["to-ports"] is { } to && to != ports ? ":" + to : "")}";
    }

    private static bool AppliesTo(RouterModel model, FirewallRuleEntry rule, WanLink wan)
    {
        var byInterface = rule.InInterface is { Length: > 0 } name ? Holds(name, plain => InterfaceNames.Is(model, plain, wan.Interface)) : (bool?)null;
        var byList = rule.InInterfaceList is { Length: > 0 } list ? Holds(list, plain => InterfaceNames.OnList(model, plain, wan.Interface)) : (bool?)null;
        if (byInterface == false || byList == false)
            return false;
        var own = model.Addresses.Where(entry => !entry.Disabled && entry.Interface == wan.Interface && entry.Address is { IsIPv4: true }).Select(entry => AddressRange.Of(new AddressWithPrefix(entry.Address!.Value.Address, 32))).ToList();
        if (rule.Item["dst-address"] is { Length: > 0 } destination)
            return AddressRange.Parse(destination) is { } range && own.Exists(range.Overlaps);
        return byInterface == true || byList == true || rule.Item["dst-address-type"] == "local";
    }

    private static bool Holds(string matcher, Func<string, Match> test) => matcher[0] == '!' ? test(matcher[1..]) == Match.No : test(matcher) == Match.Yes;
}
