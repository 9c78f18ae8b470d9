using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using DualWanPortal.Failover.Planning.Watching;
using DualWanPortal.Failover.Policies;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Failover.Planning.Gates;

/// <summary>
/// What the router runs every few seconds: it looks by which WAN the traffic leaves, and never moves it there itself. A WAN that fell out is put behind the others, and in front
/// of them again when it has proved itself; as long as it is behind, routing uses it at once should the others die. What counts after a restart is in the distances.
/// Needs no rights beyond those of netwatch (reference 3.11).
/// </summary>
/// <param name="Links">All WANs, the preferred one first.</param>
/// <param name="Tell">Text that tells people; empty for none.</param>
internal sealed record GateScript(FailoverPolicy Policy, bool IsV6, ImmutableArray<string> Links, ImmutableArray<GatedWan> Gated, string Tell)
{
    /// <summary>Sessions and leases come up one after the other: in this time after a start nobody has failed.</summary>
    private static readonly TimeSpan s_afterStart = TimeSpan.FromMinutes(2);

    /// <summary>Name of the WAN by which the main table's default leaves; empty when there is none.</summary>
    public const string Carrier = "$u";

    public string Text
    {
        get
        {
            var text = new StringBuilder();
            text.Append($":local up {ScriptParts.Uptime}\n:local u \"\"\n:local v \"\"\n:local h 0\n:local o 0\n:local w 0\n:local g true\n").Append(Look);
            foreach (var wan in Gated)
                text.Append(Guard(wan));
            if (Policy.Cleans && Policy.Method != FailoverMethod.Netwatch)
                text.Append(CleanUp);
            return text.Append(Tell).ToString().TrimEnd('\n');
        }
    }

    /// <summary>The property that says by which interface a route leaves (reference 3.1).</summary>
    private string Way => IsV6 ? "gateway-status" : "immediate-gw";

    private string Look
    {
        get
        {
            var names = string.Concat(Links.Reverse().Select(link => $":if ($v~{Leaves(link)}) do={{:set u \"{Plain(link)}\"}}\n"));
            return IsV6
                ? $":foreach r in=[/ip route find dst-address=\"0.0.0.0/0\" active=yes] do={{\n:if ([:len [:tostr [/ip route get $r routing-mark]]]=0) do={{\n:set v [:tostr [/ip route get $r {Way}]]\n{names}}}\n}}\n"
                : $":foreach r in=[/ip route find dst-address=\"0.0.0.0/0\" routing-table=\"main\" active=yes] do={{\n:set v [:tostr [/ip route get $r {Way}]]\n{names}}}\n";
        }
    }

    private string Guard(GatedWan wan)
    {
        var text = new StringBuilder();
        var (left, well) = (ScriptParts.Global("dwpLeft", wan.Link), ScriptParts.Global("dwpWell", wan.Link));
        text.Append($":global {left}\n:global {well}\n");
        // Where nothing is wrong there is nothing more to look at, which is nearly always.
        text.Append($":set h ({Sum(wan.Rows.Select(row => row.CountAt(row.Held)))})\n:if (($h>0) || ({Carrier}!=\"{Plain(wan.Link)}\")) do={{\n:set o ({Sum(wan.Rows.Select(row => row.CountAt(row.Normal)))})\n:set w ({Usable(wan)})\n");
        var behind = string.Join(" || ", wan.Behind.Select(link => $"({Carrier}=\"{Plain(link)}\")"));
        text.Append($":if (($o>0) && ($w=0) && ({behind}) && ($up>{RouterOsDuration.Format(s_afterStart)})) do={{\n")
            .Append(string.Concat(wan.Rows.OrderByDescending(row => row.Normal).Select(row => row.Hold + "\n")))
            .Append($":set {left} $up\n:set {well} 0s\n:log warning \"dwp: {Plain(wan.Link)} is held back until it has proved itself\"\n}}\n");
        return text.Append($":if ($h>0) do={{\n{Held(wan, left, well)}}}\n}}\n").ToString();
    }

    private string Held(GatedWan wan, string left, string well)
    {
        var text = new StringBuilder();
        text.Append($":if ([:typeof ${well}]!=\"time\") do={{:set {well} 0s}}\n:if ($w=0) do={{:set {well} 0s}}\n");
        if (Policy.Failback == FailbackMode.Manual)
            return text.Append($":if (($w>0) && (${well}=0s)) do={{\n:set {well} $up\n:log warning \"dwp: {Plain(wan.Link)} is well again and waits for somebody to take it back into use\"\n}}\n").ToString();
        text.Append($":if (($w>0) && (${well}=0s)) do={{:set {well} $up}}\n:set g (${well}>0s)\n");
        text.Append($":if ($g) do={{:set g (($up-${well})>={RouterOsDuration.Format(Policy.FailbackStable)})}}\n");
        // Where traffic is on it already because the others died, waiting for an hour or a time of day would only move it once more.
        var waits = Least(left) + Quiet;
        if (waits.Length > 0)
            text.Append($":if ($g && ({Carrier}!=\"{Plain(wan.Link)}\")) do={{\n{waits}}}\n");
        text.Append(":if ($g) do={\n").Append(string.Concat(wan.Rows.Select(row => row.Release + "\n")));
        return text.Append($":set {well} 0s\n:log warning \"dwp: {Plain(wan.Link)} may be used again\"\n}}\n").ToString();
    }

    /// <summary>Forgotten in a restart, like the globals of the router.</summary>
    private string Least(string left) => Policy.FailbackLeast > TimeSpan.Zero
        ? $":if ([:typeof ${left}]=\"time\") do={{:if (($up-${left})<{RouterOsDuration.Format(Policy.FailbackLeast)}) do={{:set g false}}}}\n"
        : "";

    private string Quiet => Policy.FailbackQuiet is { } hours ? $":if {ScriptParts.IsWithin(hours)} do={{:set g false}}\n" : "";

    /// <summary>What is translated to the WAN that traffic has left can be answered by no other.</summary>
    private static string CleanUp =>
        $":global dwpVia\n:if ({Carrier}!=\"\") do={{\n:if ([:typeof $dwpVia]!=\"str\") do={{:set dwpVia {Carrier}}}\n:if ($dwpVia!={Carrier}) do={{\n{ScriptParts.Clean("$dwpVia")}:set dwpVia {Carrier}\n}}\n}}\n";

    /// <summary>How many of its defaults lead to a gateway that is there.</summary>
    private string Usable(GatedWan wan) => wan.Rows[0].Row.Menu == "/ip/route"
        ? Sum(wan.Rows.Where(row => row.Row.Menu == "/ip/route").Select(row => Usable(row.Selector)))
        : Usable($"dst-address=\"0.0.0.0/0\" dynamic=yes {Way}~{Leaves(wan.Link)}");

    private string Usable(string routes) =>
        $"([:len [/ip route find {routes} disabled=no]]-[:len [/ip route find {routes} disabled=no {(IsV6 ? "gateway-status~\"unreachable\"" : "inactive=yes")}]])";

    private static string Sum(IEnumerable<string> terms) => string.Join('+', terms);

    private static string Leaves(string link) => RouterOsQuoting.Quote($"(^|[ %]){Pattern(link)}($|[ ,])");

    private static string Pattern(string link) => string.Concat(link.Select(c => c is '.' or '[' or ']' or '(' or ')' or '*' or '+' or '?' or '^' or '$' or '|' or '\\' or '{' or '}' ? $"\\{c}" : c.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Inside quotes.</summary>
    internal static string Plain(string link) => CommandText.Find(("n", link))["[find n=\"".Length..^2];
}
