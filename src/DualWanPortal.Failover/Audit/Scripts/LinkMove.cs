using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace DualWanPortal.Failover.Audit.Scripts;

/// <summary>One command of a script that switches an interface, a client or a lease off.</summary>
/// <param name="Interface">The name that the command gives.</param>
internal sealed partial record LinkMove(string Interface)
{
    public static ImmutableArray<LinkMove> TakenDownIn(string text) =>
        [.. Command().Matches(text).Select(match => new LinkMove(match.Groups["name"].Value.Trim('"'))).Where(move => !move.Interface.StartsWith('$'))];

    [GeneratedRegex("""/?(?:interface(?:[\s/]{1,4}(?:ethernet|pppoe-client|lte|wireguard))?|ip[\s/]{1,4}dhcp-client)[\s/]{1,4}(?:(?:disable|release|remove)\s{1,4}(?:\[[^\]]{0,80}?(?:name|interface)\s{0,2}=\s{0,2})?(?<name>"[^"]{1,80}"|[^\s\];"]{1,80})|set\s{1,4}(?:\[[^\]]{0,80}?(?:name|interface)\s{0,2}=\s{0,2})?(?<name>"[^"]{1,80}"|[^\s\];"]{1,80})\]?\s{1,4}disabled=yes)""",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Command();
}
