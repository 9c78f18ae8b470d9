using System.Text;
using System.Text.RegularExpressions;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Failover.Planning.Canaries;

/// <summary>A route that has to follow the gateway of a lease, by what finds it on the router.</summary>
/// <param name="Comment">Of the route, where another one to the same host stands beside it that must stay as it is; else null.</param>
internal sealed record LeasedRoute(string Host, int Distance, string? Comment = null)
{
    public string Selector => FormattableString.Invariant($"dst-address=\"{Host}/32\" distance={Distance}") + (Comment is null ? "" : $" comment={RouterOsQuoting.Quote(Comment)}");
}

/// <summary>
/// The script of a DHCP client that keeps host routes on the gateway that the ISP gives (reference 5 D). Says the same on v6 and v7, may run any number of times, and
/// stands between marks so that a script of the site's own can stay around it.
/// </summary>
internal static partial class LeaseScript
{
    private const string Begin = "# dwp begin";
    private const string End = "# dwp end";

    /// <param name="forced">Name the interface with the gateway: two links have the same gateway (reference 5.x, 13).</param>
    public static string Block(string link, IEnumerable<LeasedRoute> routes, bool forced)
    {
        var text = new StringBuilder(Begin).Append('\n').Append(":if ($bound=1) do={\n");
        text.Append(forced ? $":local g ([:tostr $\"gateway-address\"] . \"%{link}\")\n" : ":local g [:tostr $\"gateway-address\"]\n");
        foreach (var route in routes)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $":foreach r in=[/ip route find {route.Selector}] do={{:if ([:tostr [/ip route get $r gateway]]!=$g) do={{/ip route set $r gateway=$g disabled=no}}}}\n");
        return text.Append("}\n").Append(End).ToString();
    }

    /// <summary>The script with this block in the place of the one it has, or behind what it says.</summary>
    public static string With(string script, string block) => Without(script) is { Length: > 0 } own ? $"{own}\n{block}" : block;

    public static string Without(string script) => Marked().Replace(script.ReplaceLineEndings("\n"), "").Trim('\n');

    public static bool Has(string script, string block) => script.ReplaceLineEndings("\n").Contains(block, StringComparison.Ordinal);

    public static bool IsMarked(string script) => Marked().IsMatch(script);

    [GeneratedRegex("\n?# dwp begin\n(?:[^\n]{0,500}\n){0,60}?# dwp end", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Marked();
}
