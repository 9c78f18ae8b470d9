using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Tests.Planning.Matrix;

/// <summary>Configurations that a plan may start from, as rows of an export.</summary>
internal static class MatrixRows
{
    public static readonly string[] Starts = ["factory", "half-done", "right", "leftovers"];

    public static string Name(string kind, int number) => kind switch { "pppoe" => $"pppoe-out{number}", "lte" => "lte1", _ => $"ether{number}" };

    public static string Network(int number) => number == 1 ? "203.0.113" : "198.51.100";

    public static List<ConfigItem> Of(RouterOsVersion version, string first, string second, string method, string start)
    {
        var rows = Inside();
        var links = new[] { (Kind: first, Number: 1), (Kind: second, Number: 2) };
        switch (start)
        {
            case "factory":
                foreach (var (kind, number) in links)
                    Link(rows, version, kind, number, 1, number == 1 ? "" : "none-given");
                Firewall(rows, "WAN");
                Members(rows, "ether1");
                rows.Add(ConfigItem.Of("/ip/dns", ("servers", ""), ("allow-remote-requests", "yes")));
                break;
            case "half-done":
                HalfDone.Add(rows, version, links);
                break;
            case "right":
                RightSites.Add(rows, version, links, method);
                break;
            default:
                Leftovers.Add(rows, version, links);
                break;
        }
        return rows;
    }

    /// <summary>The WAN as RouterOS or its owner sets it up when nobody thinks of a second one.</summary>
    public static void Link(List<ConfigItem> rows, RouterOsVersion version, string kind, int number, int distance, string check, bool adds = true, string script = "")
    {
        var name = Name(kind, number);
        var add = adds ? "yes" : "no";
        rows.Add(ConfigItem.Of("/interface/ethernet", ("default-name", $"ether{number}"), ("name", $"ether{number}")));
        switch (kind)
        {
            case "static":
                rows.Add(ConfigItem.Of("/ip/address", ("address", $"{Network(number)}.2/24"), ("interface", name), ("network", $"{Network(number)}.0")));
                if (adds)
                    rows.Add(check.StartsWith("ping", StringComparison.Ordinal)
                        ? ConfigItem.Of("/ip/route", ("dst-address", "0.0.0.0/0"), ("gateway", $"{Network(number)}.1"), ("distance", $"{distance}"), ("check-gateway", "ping"))
                        : ConfigItem.Of("/ip/route", ("dst-address", "0.0.0.0/0"), ("gateway", $"{Network(number)}.1"), ("distance", $"{distance}")));
                break;
            case "dhcp":
                var client = ConfigItem.Of("/ip/dhcp-client", ("interface", name), ("add-default-route", add), ("default-route-distance", $"{distance}"), ("script", script), ("disabled", "no"));
                rows.Add(check == "ping" && version.AtLeast(7, 19) ? client with { Values = client.Values.SetItem("check-gateway", "ping") } : client);
                break;
            case "pppoe":
                rows.Add(ConfigItem.Of("/interface/pppoe-client", ("name", name), ("interface", $"ether{number}"), ("user", "line"), ("password", "practice"), ("add-default-route", add), ("default-route-distance", $"{distance}"), ("use-peer-dns", "yes"), ("disabled", "no")));
                break;
            default:
                rows.Add(ConfigItem.Of("/interface/lte", ("default-name", name), ("name", name), ("apn-profiles", "default")));
                rows.Add(ConfigItem.Of("/interface/lte/apn", ("default", "yes"), ("name", "default"), ("apn", "internet"), ("add-default-route", add), ("default-route-distance", check == "none-given" ? "2" : $"{distance}")));
                break;
        }
    }

    public static void Members(List<ConfigItem> rows, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            rows.Add(ConfigItem.Of("/interface/list/member", ("list", "WAN"), ("interface", name)));
    }

    /// <summary>The factory's rules (reference Appendix B); with a list, or with one interface as people write them.</summary>
    public static void Firewall(List<ConfigItem> rows, string? list, string? one = null)
    {
        rows.Add(list is not null
            ? ConfigItem.Of("/ip/firewall/nat", ("chain", "srcnat"), ("action", "masquerade"), ("out-interface-list", list), ("ipsec-policy", "out,none"), ("comment", "defconf: masquerade"))
            : ConfigItem.Of("/ip/firewall/nat", ("chain", "srcnat"), ("action", "masquerade"), ("out-interface", one!)));
        rows.Add(Filter("input", "accept", ("connection-state", "established,related,untracked")));
        rows.Add(Filter("input", "drop", ("connection-state", "invalid")));
        rows.Add(Filter("input", "accept", ("protocol", "icmp")));
        rows.Add(list is not null ? Filter("input", "drop", ("in-interface-list", "!LAN")) : Filter("input", "drop", ("in-interface", one!)));
        rows.Add(Filter("forward", "fasttrack-connection", ("connection-state", "established,related")));
        rows.Add(Filter("forward", "accept", ("connection-state", "established,related,untracked")));
        rows.Add(Filter("forward", "drop", ("connection-state", "invalid")));
        rows.Add(list is not null
            ? Filter("forward", "drop", ("connection-state", "new"), ("connection-nat-state", "!dstnat"), ("in-interface-list", list))
            : Filter("forward", "drop", ("connection-state", "new"), ("connection-nat-state", "!dstnat"), ("in-interface", one!)));
    }

    private static ConfigItem Filter(string chain, string action, params ReadOnlySpan<(string, string)> matchers) => ConfigItem.Of("/ip/firewall/filter", [("chain", chain), ("action", action), .. matchers]);

    private static List<ConfigItem> Inside() =>
    [
        ConfigItem.Of("/interface/bridge", ("name", "bridge")),
        ConfigItem.Of("/interface/ethernet", ("default-name", "ether5"), ("name", "ether5")), ConfigItem.Of("/interface/bridge/port", ("bridge", "bridge"), ("interface", "ether5")),
        ConfigItem.Of("/ip/pool", ("name", "pool"), ("ranges", "192.168.88.10-192.168.88.254")), ConfigItem.Of("/ip/dhcp-server", ("name", "defconf"), ("interface", "bridge"), ("address-pool", "pool")),
        ConfigItem.Of("/ip/dhcp-server/network", ("address", "192.168.88.0/24"), ("gateway", "192.168.88.1"), ("dns-server", "192.168.88.1")),
        ConfigItem.Of("/ip/address", ("address", "192.168.88.1/24"), ("interface", "bridge"), ("network", "192.168.88.0")),
        ConfigItem.Of("/interface/list", ("name", "WAN")), ConfigItem.Of("/interface/list", ("name", "LAN")), ConfigItem.Of("/interface/list/member", ("list", "LAN"), ("interface", "bridge")),
        ConfigItem.Of("/ip/neighbor/discovery-settings", ("discover-interface-list", "LAN")),
    ];
}
