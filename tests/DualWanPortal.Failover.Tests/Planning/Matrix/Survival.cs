using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Tests.Planning.Matrix;

/// <summary>
/// What a method can do for a primary of some kind, written from the reference: 4.3 (a check of the next hop sees the next hop), 4.4 (a lease and a session follow the ISP, a
/// session ends when its keep-alive is not answered), 5 A to 5 C. Never from what the planner says.
/// </summary>
internal static class Survival
{
    private const string Everything = "cable-out upstream-dead gateway-silent gateway-change";

    private static readonly (string Method, string Kind, Func<RouterOsVersion, bool> On, string Survives)[] s_table =
    [
        ("distance", "static", _ => true, "cable-out gateway-silent gateway-change"),
        ("distance", "dhcp", version => version.AtLeast(7, 19), "cable-out gateway-silent gateway-change"),
        ("distance", "dhcp", version => !version.AtLeast(7, 19), "cable-out gateway-change"),
        ("distance", "pppoe", _ => true, "cable-out gateway-silent gateway-change"),
        ("distance", "lte", _ => true, "cable-out gateway-change"),
        ("recursive", "lte", _ => true, Everything),
        ("netwatch", "lte", _ => true, Everything),
        ("recursive", "static", _ => true, Everything),
        ("recursive", "dhcp", _ => true, Everything),
        ("recursive", "pppoe", _ => true, Everything),
        ("netwatch", "static", _ => true, Everything),
        ("netwatch", "dhcp", _ => true, Everything),
        ("netwatch", "pppoe", _ => true, Everything),
    ];

    public static bool Of(string method, string kind, RouterOsVersion version, string fault) =>
        s_table.Single(row => row.Method == method && row.Kind == kind && row.On(version)).Survives.Split(' ').Contains(fault);

    /// <summary>What a plan has to own up to, as rule or scenario with the WAN that it is about.</summary>
    public static string[] NotCured(string method, RouterOsVersion version, params (string Kind, string Name)[] wans)
    {
        var named = new SortedSet<string>(StringComparer.Ordinal);
        if (method == "distance")
        {
            named.Add("primary-upstream-dead " + wans[0].Name);
            foreach (var (kind, name) in wans)
            {
                if (kind is "pppoe" or "lte" || (kind == "dhcp" && !version.AtLeast(7, 19)))
                    named.Add("chk-none " + name);
            }
        }
        // Loss and delay are measured by netwatch alone, and from 7.4 on (reference 3.11).
        if (method != "netwatch" || version.IsV6)
            named.Add("primary-lossy");
        return [.. named];
    }
}
