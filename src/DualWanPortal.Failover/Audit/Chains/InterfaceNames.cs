using DualWanPortal.Failover.Audit.Nat;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Chains;

/// <summary>Interfaces and lists as matchers name them.</summary>
internal static class InterfaceNames
{
    public static Match Is(RouterModel model, string wanted, string actual) => wanted switch
    {
        "all" => Match.Yes,
        "all-ethernet" => Matches.Of(model.Interface(actual) is { Type: "ether" } || (model.Interface(actual) is null && actual.StartsWith("ether", StringComparison.Ordinal))),
        "all-ppp" => Matches.Of(model.Interface(actual)?.Type.EndsWith("-out", StringComparison.Ordinal) ?? false),
        "all-vlan" => Matches.Of(model.Interface(actual) is { Type: "vlan" }),
        "all-wireless" => Matches.Of(model.Interface(actual) is { Type: "wlan" or "wifi" }),
        _ => Matches.Of(wanted == actual),
    };

    /// <summary>RouterOS fills <c>dynamic</c> and <c>static</c> itself: sessions that a client row makes are static, however they come and go.</summary>
    public static Match OnList(RouterModel model, string list, string name) => list switch
    {
        "all" => Match.Yes,
        "none" => Match.No,
        "dynamic" => Matches.Of(model.Interface(name) is { Dynamic: true }),
        "static" => Matches.Of(model.Interface(name) is not { Dynamic: true }),
        _ => Matches.Of(model.IsOnList(name, list)),
    };
}
