using System.Collections.Immutable;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Simulation.World.Scenarios;

/// <summary>What the sites have in common: a bridge with DHCP for the inside, lists, the factory's filter, source NAT by list (reference Appendix B, 5.0).</summary>
internal static class SiteParts
{
    public static IEnumerable<ConfigItem> Inside(string identity, params IEnumerable<string> lanPorts)
    {
        yield return ConfigItem.Of("/system/identity", ("name", identity));
        yield return ConfigItem.Of("/interface/bridge", ("name", "bridge"), ("comment", "defconf"));
        foreach (var port in lanPorts)
        {
            yield return ConfigItem.Of("/interface/ethernet", ("default-name", port), ("name", port));
            yield return ConfigItem.Of("/interface/bridge/port", ("bridge", "bridge"), ("interface", port), ("comment", "defconf"));
        }
        yield return ConfigItem.Of("/ip/pool", ("name", "default-dhcp"), ("ranges", "192.168.88.10-192.168.88.254"));
        yield return ConfigItem.Of("/ip/dhcp-server", ("name", "defconf"), ("interface", "bridge"), ("address-pool", "default-dhcp"));
        yield return ConfigItem.Of("/ip/dhcp-server/network", ("address", "192.168.88.0/24"), ("gateway", "192.168.88.1"), ("dns-server", "192.168.88.1"));
        yield return ConfigItem.Of("/ip/address", ("address", "192.168.88.1/24"), ("interface", "bridge"), ("network", "192.168.88.0"), ("comment", "defconf"));
        yield return ConfigItem.Of("/interface/list", ("name", "WAN"), ("comment", "defconf"));
        yield return ConfigItem.Of("/interface/list", ("name", "LAN"), ("comment", "defconf"));
        yield return ConfigItem.Of("/interface/list/member", ("list", "LAN"), ("interface", "bridge"), ("comment", "defconf"));
        yield return ConfigItem.Of("/ip/neighbor/discovery-settings", ("discover-interface-list", "LAN"));
        yield return ConfigItem.Of("/tool/mac-server", ("allowed-interface-list", "LAN"));
        yield return ConfigItem.Of("/tool/mac-server/mac-winbox", ("allowed-interface-list", "LAN"));
    }

    public static IEnumerable<ConfigItem> Members(params IEnumerable<string> wans) =>
        wans.Select(wan => ConfigItem.Of("/interface/list/member", ("list", "WAN"), ("interface", wan)));

    /// <param name="version">The switch for FastTrack in hardware is of v7 up to 7.20.</param>
    public static IEnumerable<ConfigItem> Firewall(RouterOsVersion version)
    {
        yield return ConfigItem.Of("/ip/firewall/nat", ("chain", "srcnat"), ("action", "masquerade"), ("out-interface-list", "WAN"), ("ipsec-policy", "out,none"), ("comment", "defconf: masquerade"));
        yield return Filter("input", "accept", "accept established,related,untracked", ("connection-state", "established,related,untracked"));
        yield return Filter("input", "drop", "drop invalid", ("connection-state", "invalid"));
        yield return Filter("input", "accept", "accept ICMP", ("protocol", "icmp"));
        yield return Filter("input", "accept", "accept to local loopback (for CAPsMAN)", ("dst-address", "127.0.0.1"));
        yield return Filter("input", "drop", "drop all not coming from LAN", ("in-interface-list", "!LAN"));
        yield return Filter("forward", "accept", "accept in ipsec policy", ("ipsec-policy", "in,ipsec"));
        yield return Filter("forward", "accept", "accept out ipsec policy", ("ipsec-policy", "out,ipsec"));
        yield return version.IsV6 || version.AtLeast(7, 21)
            ? Filter("forward", "fasttrack-connection", "fasttrack", ("connection-state", "established,related"))
            : Filter("forward", "fasttrack-connection", "fasttrack", ("connection-state", "established,related"), ("hw-offload", "yes"));
        yield return Filter("forward", "accept", "accept established,related,untracked", ("connection-state", "established,related,untracked"));
        yield return Filter("forward", "drop", "drop invalid", ("connection-state", "invalid"));
        yield return Filter("forward", "drop", "drop all from WAN not DSTNATed", ("connection-state", "new"), ("connection-nat-state", "!dstnat"), ("in-interface-list", "WAN"));
    }

    /// <summary>Resolvers that are canaries of no WAN, and the router's own name.</summary>
    public static IEnumerable<ConfigItem> Dns(string servers = "9.9.9.9,149.112.112.112") =>
    [
        ConfigItem.Of("/ip/dns", ("servers", servers), ("allow-remote-requests", "yes")), ConfigItem.Of("/ip/dns/static", ("name", "router.lan"), ("address", "192.168.88.1"), ("comment", "defconf")),
    ];

    /// <summary>
    /// One WAN of the recursive recipe: pinned canaries, a blackhole behind each so that it is never reached through the other WAN, and a default route over each
    /// (reference 5 B). Distances rise by one, so that v6, which does not merge equals, has its order too.
    /// </summary>
    public static IEnumerable<ConfigItem> Recursive(string wan, string gateway, int distance, RouterOsVersion version, params ImmutableArray<string> canaries)
    {
        for (var index = 0; index < canaries.Length; index++)
        {
            var canary = canaries[index];
            yield return ConfigItem.Of("/ip/route", ("dst-address", canary + "/32"), ("gateway", gateway), ("scope", "10"), ("target-scope", "10"), ("comment", $"{wan}-canary{index + 1}"));
            yield return version.IsV6
                ? ConfigItem.Of("/ip/route", ("dst-address", canary + "/32"), ("type", "blackhole"), ("distance", "20"), ("comment", $"{wan}-canary{index + 1}-hold"))
                : ConfigItem.Of("/ip/route", ("dst-address", canary + "/32"), ("blackhole", ""), ("distance", "20"), ("comment", $"{wan}-canary{index + 1}-hold"));
            yield return ConfigItem.Of("/ip/route", ("dst-address", "0.0.0.0/0"), ("gateway", canary), ("distance", FormattableString.Invariant($"{distance + index}")), ("target-scope", "11"),
                ("check-gateway", "ping"), ("comment", $"{wan}-default{index + 1}"));
        }
    }

    /// <summary>The lease script that keeps the canaries' host routes on the gateway that the ISP gives (reference 5 D).</summary>
    public static string LeaseScript(string wan, int canaries) =>
        ":if ($bound=1) do={ " + string.Concat(Enumerable.Range(1, canaries).Select(number => FormattableString.Invariant($"/ip route set [find comment=\"{wan}-canary{number}\"] gateway=($\"gateway-address\"); "))) + "}";

    public static IEnumerable<ConfigItem> Ports(params IEnumerable<string> names) => names.Select(name => ConfigItem.Of("/interface/ethernet", ("default-name", name), ("name", name)));

    private static ConfigItem Filter(string chain, string action, string comment, params ReadOnlySpan<(string, string)> matchers) =>
        ConfigItem.Of("/ip/firewall/filter", [("chain", chain), ("action", action), .. matchers, ("comment", "defconf: " + comment)]);
}
