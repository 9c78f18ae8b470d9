using System.Collections.Immutable;
using DualWanPortal.Failover.Policies;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Failover.Planning.Watching;

/// <summary>
/// What netwatch runs when a watched host falls silent or is back. The same text works on v6 and v7 and needs no rights beyond those that netwatch gives (reference 3.11).
/// What counts is kept in the route itself: after a restart of the router the next verdict puts it where it belongs.
/// </summary>
/// <param name="Route">Selector of the default that is moved.</param>
/// <param name="Own">Comment of this watch.</param>
/// <param name="Others">Comments of the other watches of the same WAN: all have to be silent.</param>
/// <param name="Policy">When traffic goes back, and whether connections are cleaned.</param>
/// <param name="Behind">Links behind this one in the order: what they carry moves back.</param>
internal sealed record WatchScripts(string Link, string Route, string Own, ImmutableArray<string> Others, FailoverPolicy Policy, ImmutableArray<string> Behind)
{
    public string Down
    {
        get
        {
            var act = $"/ip route disable [find {Route}]\n:log warning \"dwp: {Link} is out of use, its watched hosts are silent\"\n"
                + (HasLeast ? $":global {Left} [:totime [/system resource get uptime]]\n" : "") + (Policy.Cleans ? Clean(Link) : "");
            return Others.Aggregate(act, (inner, other) => $":if ({Get(other, "status")}=\"down\") do={{\n{inner}}}\n").TrimEnd('\n');
        }
    }

    public string Up => $":if ({IsOut}) do={{\n{(Policy.Failback == FailbackMode.Manual ? $":log warning \"dwp: {Link} is well again and waits for somebody to take it back into use\"\n" : Return)}}}";

    private bool HasLeast => Policy.Failback != FailbackMode.Manual && Policy.FailbackLeast > TimeSpan.Zero;

    private string IsOut => $"[:len [/ip route find {Route} disabled=yes]]>0";

    private string Left => ScriptParts.Global("dwpLeft", Link);

    /// <summary><c>since</c> is another one after any break.</summary>
    private string Unbroken => $"({Get(Own, "status")}=\"up\") && ({Get(Own, "since")}=$s)";

    private string Return
    {
        get
        {
            var act = $"/ip route enable [find {Route}]\n:log warning \"dwp: {Link} is in use again\"\n{(Policy.Cleans ? string.Concat(Behind.Select(Clean)) : "")}";
            var waits = (Policy.FailbackStable > TimeSpan.Zero ? $":delay {RouterOsDuration.Format(Policy.FailbackStable)}\n" : "") + Least + Quiet;
            return waits.Length == 0 ? act : $":local s {Get(Own, "since")}\n{waits}:if ({Unbroken} && ({IsOut})) do={{\n{act}}}\n";
        }
    }

    /// <summary>What is left of the least time on the backup; forgotten in a restart, like the globals of the router.</summary>
    private string Least => HasLeast
        ? $":global {Left}\n:if ([:typeof ${Left}]!=\"nothing\") do={{\n:while ((([:totime [/system resource get uptime]]-${Left})<{RouterOsDuration.Format(Policy.FailbackLeast)}) && ({Unbroken})) do={{:delay 5s}}\n}}\n"
        : "";

    private string Quiet => Policy.FailbackQuiet is { } hours
        ? $":while ({ScriptParts.IsWithin(hours)} && ({Unbroken})) do={{:delay 30s}}\n"
        : "";

    private static string Get(string watch, string property) => $"[/tool netwatch get [/tool netwatch find comment={Cli.Quote(watch)}] {property}]";

    private static string Clean(string link) => ScriptParts.Clean(Cli.Quote(link));
}
