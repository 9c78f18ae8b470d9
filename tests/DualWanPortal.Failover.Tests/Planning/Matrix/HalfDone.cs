using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Tests.Planning.Matrix;

/// <summary>
/// Somebody began by hand and made the usual mistakes (reference 5.x): equal distances, one monitored host for both lines that is also the resolver, no check on the recursive
/// default, a wide target-scope, no blackhole, the second line without NAT.
/// </summary>
internal static class HalfDone
{
    public static void Add(List<ConfigItem> rows, RouterOsVersion version, (string Kind, int Number)[] links)
    {
        foreach (var (kind, number) in links)
        {
            var name = MatrixRows.Name(kind, number);
            MatrixRows.Link(rows, version, kind, number, 1, "");
            var gateway = kind is "pppoe" or "lte" ? name : $"{MatrixRows.Network(number)}.1";
            rows.Add(ConfigItem.Of("/ip/route", ("dst-address", "8.8.8.8/32"), ("gateway", gateway), ("scope", "10"), ("comment", $"check {name}")));
        }
        rows.Add(ConfigItem.Of("/ip/route", ("dst-address", "0.0.0.0/0"), ("gateway", "8.8.8.8"), ("distance", "1"), ("target-scope", "30"), ("comment", "main line")));
        MatrixRows.Firewall(rows, "WAN");
        MatrixRows.Members(rows, MatrixRows.Name(links[0].Kind, 1));
        rows.Add(ConfigItem.Of("/ip/dns", ("servers", "8.8.8.8"), ("allow-remote-requests", "yes")));
    }
}
