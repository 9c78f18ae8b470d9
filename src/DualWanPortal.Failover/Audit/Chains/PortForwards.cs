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
