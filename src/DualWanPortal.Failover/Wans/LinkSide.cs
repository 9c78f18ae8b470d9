using System.Text.RegularExpressions;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Wans;

/// <summary>What names, lists, bridges and NAT tell about the side that an interface looks to.</summary>
internal static partial class LinkSide
{
    public static bool IsWanName(string list) => WanWord().IsMatch(list);

    /// <summary>On a list that is named like WAN, by membership or nesting.</summary>
    public static bool OnWanList(RouterModel model, string name) =>
        model.ListMembers.Select(member => member.List).Concat(model.Lists.Select(list => list.Name)).Distinct(StringComparer.Ordinal)
            .Any(list => IsWanName(list) && model.IsOnList(name, list));

    /// <summary>On a WAN list, or named by a source NAT rule that is not for traffic back into the LAN.</summary>
    public static bool LooksLikeWan(RouterModel model, string name) =>
        OnWanList(model, name) || model.Nat.Any(rule => !rule.Disabled && rule.Chain == "srcnat" && rule.Action is "masquerade" or "src-nat"
            && rule.Item["dst-address"] is null && rule.Item["dst-address-list"] is null && rule.OutInterface == name);

    /// <summary>The bridge that holds the port. A port row without a bridge is what is left when the bridge was removed.</summary>
    public static BridgePortEntry? SlaveOf(RouterModel model, string name) =>
        model.BridgePorts.FirstOrDefault(port => !port.Disabled && port.Interface == name && port.Bridge.Length > 0);

    public static bool IsBridgePort(RouterModel model, string name) => SlaveOf(model, name) is not null;

    /// <summary>Serves clients or is grouped with those that do. What <see cref="LooksLikeWan"/> says outweighs it.</summary>
    public static bool LooksLikeLan(RouterModel model, string name) =>
        IsBridgePort(model, name)
        || model.Interface(name) is { Type: "bridge" }
        || HandsOutLeases(model, name)
        || model.ListMembers.Any(member => !member.Disabled && member.Interface == name && LanWord().IsMatch(member.List) && !IsWanName(member.List));

    public static bool HandsOutLeases(RouterModel model, string name) => model.Menu("/ip/dhcp-server").Any(server => !server.Flag("disabled") && server["interface"] == name);

    /// <summary>A tunnel over another link rather than a link of its own.</summary>
    public static bool IsTunnel(RouterModel model, string name) =>
        model.Interface(name) is { Type: "wg" or "l2tp-out" or "pptp-out" or "sstp-out" or "ovpn-out" or "gre" or "ipip" or "eoip" or "6to4" or "vxlan" };

    [GeneratedRegex("(?<![a-z])(wan|isp|internet|inet|uplink|external|outside)s?(?![a-z])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex WanWord();

    [GeneratedRegex("(?<![a-z])(lan|local|internal|inside|guest|trusted|home)s?(?![a-z])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LanWord();
}
