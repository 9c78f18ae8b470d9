using System.Globalization;
using DualWanPortal.Failover.Policies;

namespace DualWanPortal.Failover.Planning.Watching;

/// <summary>What scripts of several methods have in common. The same text works on v6 and v7.</summary>
internal static class ScriptParts
{
    /// <summary>Time since the start of the router: it never jumps, as the clock of a router without a battery does.</summary>
    public const string Uptime = "[:totime [/system resource get uptime]]";

    /// <summary>A name of its own for each link among the globals of the services.</summary>
    public static string Global(string what, string link) => what + new string([.. link.Where(char.IsAsciiLetterOrDigit)]);

    /// <summary>Whether it is one of these hours now, by the router's clock.</summary>
    public static string IsWithin(QuietHours hours) =>
        $"(([:totime [/system clock get time]]>={Clock(hours.From)}) {(hours.From < hours.To ? "&&" : "||")} ([:totime [/system clock get time]]<{Clock(hours.To)}))";

    /// <summary>
    /// Removes what is translated to an address of a link and so can never be answered by another (reference 4.6). An entry that has gone meanwhile is no error.
    /// </summary>
    /// <param name="link">A name in quotes, or a variable that has one.</param>
    public static string Clean(string link) =>
        $":foreach a in=[/ip address find interface={link}] do={{\n:local n [:tostr [/ip address get $a address]]\n:set n [:pick $n 0 [:find $n \"/\"]]\n"
        + ":foreach c in=[/ip firewall connection find reply-dst-address~(\"^\" . $n . \"(:|\\$)\")] do={:do {/ip firewall connection remove $c} on-error={}}\n}\n";

    private static string Clock(TimeOnly time) => time.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
