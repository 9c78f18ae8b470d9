using System.Text;
using DualWanPortal.Failover.Policies;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Failover.Planning.Gates;

/// <summary>
/// Tells people by the router itself that traffic moved. What sends is a job of its own, so that an address that does not answer holds up nothing. The message goes out by the
/// default that is in use, which is the WAN that survived; it is tried five times, then given up, and a line that comes and goes is told of ever more seldom.
/// </summary>
internal static class TellScript
{
    private const int Tries = 5;

    /// <param name="first">The preferred WAN: moving to it is the return.</param>
    /// <param name="sends">Jobs that send the message; the text is empty without any.</param>
    public static string Of(string first, params IReadOnlyCollection<string> sends)
    {
        if (sends.Count == 0)
            return "";
        var text = new StringBuilder();
        text.Append(":global dwpTold\n:global dwpToldAt\n:global dwpPause\n:global dwpNote\n:if (([:typeof $dwpTold]!=\"str\") && ($u!=\"\")) do={:set dwpTold $u}\n:if ([:typeof $dwpPause]!=\"time\") do={:set dwpPause 0s\n:set dwpToldAt $up}\n");
        // Each message makes the pause before the next one longer, until there was an hour without.
        text.Append(":if (($up-$dwpToldAt)>1h) do={:set dwpPause 0s}\n");
        text.Append(":if (($u!=\"\") && ($u!=$dwpTold) && (($up-$dwpToldAt)>=$dwpPause)) do={\n:local n [/system identity get name]\n:local e \"failover\"\n");
        text.Append($":if ($n~\"[^-_.A-Za-z0-9 ]\") do={{:set n \"router\"}}\n:if ($u=\"{GateScript.Plain(first)}\") do={{:set e \"failback\"}}\n");
        text.Append(":set dwpNote (\"{\\\"router\\\":\\\"\" . $n . \"\\\",\\\"event\\\":\\\"\" . $e . \"\\\",\\\"from\\\":\\\"\" . $dwpTold . \"\\\",\\\"to\\\":\\\"\" . $u . \"\\\",\\\"at\\\":\\\"\" . [/system clock get date] . \" \" . [/system clock get time] . \"\\\"}\")\n");
        text.Append(":set dwpTold $u\n:set dwpToldAt $up\n:set dwpPause ($dwpPause+2m)\n");
        foreach (var send in sends)
            text.Append(":execute script=").Append(RouterOsQuoting.Quote(send)).Append('\n');
        return text.Append("}\n").ToString();
    }

    public static string Post(string url) => Job(
        $":do {{/tool fetch url={RouterOsQuoting.Quote(url)} http-method=post http-header-field=\"Content-Type:application/json\" http-data=$n output=none\n:set d true}} on-error={{:delay 30s}}");

    /// <summary>Whether the server took a mail is known some seconds later; where the router does not say, it is taken for sent.</summary>
    public static string Mail(string to) => Job(
        $":local s \"failed\"\n:do {{/tool e-mail send to={RouterOsQuoting.Quote(to)} subject=\"dwp: traffic moved to another WAN\" body=$n\n:set s \"sent\"\n:delay 20s\n:set s [:tostr [/tool e-mail get last-status]]}} on-error={{}}\n"
        + ":if ($s=\"failed\") do={:delay 30s} else={:set d true}");

    /// <summary>Ends when the message is out, when there is a newer one, and after so many tries.</summary>
    private static string Job(string send) =>
        $":global dwpNote\n:local n $dwpNote\n:local t 0\n:local d false\n:while ((!$d) && ($t<{Tries}) && ($n=$dwpNote)) do={{\n:set t ($t+1)\n{send}\n}}\n:if ((!$d) && ($n=$dwpNote)) do={{:log warning \"dwp: nobody took the message that traffic moved\"}}";
}
