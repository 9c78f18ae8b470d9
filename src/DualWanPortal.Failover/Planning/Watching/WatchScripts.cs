using System.Collections.Immutable;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Failover.Planning.Watching;

/// <summary>
/// What netwatch runs when a watched host falls silent or is back. The same text works on v6 and v7, needs no rights beyond those that netwatch gives and keeps no state
/// but the route's own (reference 3.11): after a restart of the router the next verdict puts the route where it belongs.
/// </summary>
/// <param name="Route">Selector of the default that is moved.</param>
/// <param name="Others">Comments of the other watches of the same WAN: all have to be silent.</param>
/// <param name="Own">Comment of this watch.</param>
internal sealed record WatchScripts(string Link, string Route, string Own, ImmutableArray<string> Others, TimeSpan Stable)
{
    /// <summary>Links behind this one in the order: what they carry moves back.</summary>
    public ImmutableArray<string> Behind { get; init; } = [];

    public bool Cleans { get; init; }

    public string Down
    {
        get
        {
            var act = $"/ip route disable [find {Route}]\n:log warning \"dwp: {Link} is out of use, its watched hosts are silent\"\n" + (Cleans ? Clean(Link) : "");
            return Others.Aggregate(act, (inner, other) => $":if ({Status(other)}=\"down\") do={{\n{inner}}}\n").TrimEnd('\n');
        }
    }

    /// <summary>Waits until the host has answered without a break for the whole time: <c>since</c> is another one after any break.</summary>
    public string Up
    {
        get
        {
            var act = $":if ([:len [/ip route find {Route} disabled=yes]]>0) do={{\n/ip route enable [find {Route}]\n:log warning \"dwp: {Link} is in use again\"\n{(Cleans ? string.Concat(Behind.Select(Clean)) : "")}}}\n";
            return Stable <= TimeSpan.Zero
                ? act.TrimEnd('\n')
                : $":local s {Get("since")}\n:delay {RouterOsDuration.Format(Stable)}\n:if (({Get("status")}=\"up\") && ({Get("since")}=$s)) do={{\n{act}}}";
        }
    }

    private string Get(string property) => $"[/tool netwatch get [/tool netwatch find comment={Cli.Quote(Own)}] {property}]";

    private static string Status(string other) => $"[/tool netwatch get [/tool netwatch find comment={Cli.Quote(other)}] status]";

    /// <summary>
    /// Removes what is translated to an address of this link and so can never be answered by another (reference 4.6). An entry that has gone meanwhile is no error.
    /// </summary>
    private static string Clean(string link) =>
        $":foreach a in=[/ip address find interface={Cli.Quote(link)}] do={{\n:local n [:tostr [/ip address get $a address]]\n:set n [:pick $n 0 [:find $n \"/\"]]\n"
        + ":foreach c in=[/ip firewall connection find reply-dst-address~(\"^\" . $n . \"(:|\\$)\")] do={:do {/ip firewall connection remove $c} on-error={}}\n}\n";
}
