using System.Collections.Immutable;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Chains;

/// <summary>What others dial from the Internet: port forwards and the VPN servers of the router.</summary>
internal static class InboundServices
{
    private static readonly ImmutableArray<string> s_servers = ["/interface/l2tp-server/server", "/interface/sstp-server/server", "/interface/ovpn-server/server", "/interface/pptp-server/server"];

    public static ImmutableArray<ConfigItem> Of(RouterModel model, ImmutableArray<WanLink> wans) =>
        [.. PortForwards.All(model).Select(rule => rule.Item), .. s_servers.SelectMany(menu => model.Menu(menu)).Where(row => row.Flag("enabled")), .. DialledWireGuard(model, wans)];

    /// <summary>Enabled peers that this router has no address of: they dial in.</summary>
    public static IEnumerable<ConfigItem> DialledWireGuard(RouterModel model, ImmutableArray<WanLink> wans) =>
        Peers(model, wans).Where(peer => peer["endpoint-address"] is not { Length: > 0 });

    /// <summary>Enabled peers that this router dials.</summary>
    public static IEnumerable<ConfigItem> DiallingWireGuard(RouterModel model, ImmutableArray<WanLink> wans) =>
        Peers(model, wans).Where(peer => peer["endpoint-address"] is { Length: > 0 });

    /// <summary>The router's address in the Internet has a name that follows it, or a script that was not read may see to it.</summary>
    public static bool HasDdns(RouterModel model, Scripts.ScriptCalls scripts) => Named(model, scripts) is not false;

    /// <summary>
    /// Whether a name follows the router's address; null when a script that was not read may see to it, or where the router itself decides: <c>auto</c>, which every router has
    /// from the factory since 7.17 (reference 3.9), says no more than that nobody has decided.
    /// </summary>
    public static bool? Named(RouterModel model, Scripts.ScriptCalls scripts)
    {
        var cloud = model.Menu("/ip/cloud");
        if (cloud.Any(row => row["ddns-enabled"] is "yes" or "true" || row["back-to-home-vpn"] is "enabled") || scripts.Running.Any(call => s_ddns.Any(word => call.Text.Contains(word, StringComparison.OrdinalIgnoreCase))))
            return true;
        return cloud.All(row => row["ddns-enabled"] is not "auto") && scripts.Running.All(call => Scripts.LinkWatch.IsKnown(model, call)) ? false : null;
    }

    private static readonly string[] s_ddns = ["ddns", "dyndns", "duckdns", "no-ip", "noip", "cloudflare", "freedns", "afraid", "dynv6", "dynu", "changeip", "nic/update", "desec"];

    private static IEnumerable<ConfigItem> Peers(RouterModel model, ImmutableArray<WanLink> wans)
    {
        var off = model.Menu("/interface/wireguard").Where(row => row.Flag("disabled")).Select(row => row["name"]).ToHashSet(StringComparer.Ordinal);
        return model.Menu("/interface/wireguard/peers").Where(peer => !peer.Flag("disabled") && !off.Contains(peer["interface"])
            && !wans.Any(wan => wan.Interface == peer["interface"]) && peer["interface"] is not "back-to-home-vpn");
    }
}
