using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Tests.Planning.Matrix;

/// <summary>Sites that are right for a method already, built by hand from the recipes (reference 5 A to 5 D), with comments of their own.</summary>
internal static class RightSites
{
    private static readonly string[][] s_canaries = [["8.8.4.4", "208.67.220.220"], ["1.0.0.1", "149.112.112.112"]];

    public static void Add(List<ConfigItem> rows, RouterOsVersion version, (string Kind, int Number)[] links, string method)
    {
        var canaries = method switch { "recursive" => 2, "netwatch" => 1, _ => 0 };
        foreach (var (kind, number) in links)
        {
            var hosts = s_canaries[number - 1].Take(kind == "lte" && number > 1 ? Math.Min(1, canaries) : canaries).ToArray();
            var script = kind == "dhcp" && hosts.Length > 0
                ? ":if ($bound=1) do={ " + string.Concat(hosts.Select((_, at) => $"/ip route set [find comment=\"line{number}-host{at + 1}\"] gateway=($\"gateway-address\"); ")) + "}"
                : "";
            MatrixRows.Link(rows, version, kind, number, number, "ping", adds: hosts.Length == 0, script);
            var gateway = kind is "pppoe" or "lte" ? MatrixRows.Name(kind, number) : $"{MatrixRows.Network(number)}.1";
            for (var at = 0; at < hosts.Length; at++)
            {
                rows.Add(ConfigItem.Of("/ip/route", ("dst-address", hosts[at] + "/32"), ("gateway", gateway), ("scope", "10"), ("target-scope", "10"), ("comment", $"line{number}-host{at + 1}")));
                rows.Add(ConfigItem.Of("/ip/route", ("dst-address", hosts[at] + "/32"), version.IsV6 ? ("type", "blackhole") : ("blackhole", ""), ("distance", "20")));
                rows.Add(Default(method, number, hosts[at], at));
            }
            if (method == "netwatch")
                rows.Add(Watch(version, number, hosts[0]));
        }
        MatrixRows.Firewall(rows, "WAN");
        MatrixRows.Members(rows, MatrixRows.Name(links[0].Kind, 1), MatrixRows.Name(links[1].Kind, 2));
        rows.Add(ConfigItem.Of("/ip/dns", ("servers", "9.9.9.9,1.1.1.1"), ("allow-remote-requests", "yes")));
    }

    private static ConfigItem Default(string method, int number, string host, int at)
    {
        var common = ConfigItem.Of("/ip/route", ("dst-address", "0.0.0.0/0"), ("gateway", host), ("distance", $"{((number - 1) * 10) + at + 1}"), ("target-scope", "11"), ("comment", $"line{number}-default{at + 1}"));
        return method == "recursive" ? common with { Values = common.Values.Add("check-gateway", "ping") } : common;
    }

    private static ConfigItem Watch(RouterOsVersion version, int number, string host)
    {
        (string, string)[] scripts = [("host", host), ("interval", "10s"), ("down-script", $"/ip route disable [find comment=\"line{number}-default1\"]"), ("up-script", $"/ip route enable [find comment=\"line{number}-default1\"]")];
        return version.IsV6
            ? ConfigItem.Of("/tool/netwatch", [.. scripts, ("timeout", "2s")])
            : ConfigItem.Of("/tool/netwatch", [.. scripts, ("type", "icmp"), ("packet-count", "5"), ("thr-avg", "1s"), ("thr-max", "3s"), ("thr-loss-percent", "60%"), ("timeout", "3s"), ("startup-delay", "30s")]);
    }
}
