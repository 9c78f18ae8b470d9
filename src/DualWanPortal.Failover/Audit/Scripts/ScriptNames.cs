using System.Text.RegularExpressions;

namespace DualWanPortal.Failover.Audit.Scripts;

/// <summary>Which scripts a script text runs: <c>/system script run NAME</c>, <c>run "NAME"</c>, <c>run [find name=NAME]</c>, and <c>[:parse [… get NAME source]]</c>.</summary>
internal static partial class ScriptNames
{
    public static IEnumerable<string> RunBy(string text) =>
        Call().Matches(text).Select(match => match.Groups["name"].Value)
            // A name in a variable is only known when it runs.
            .Where(name => name.Length > 0 && !name.StartsWith('$'))
            .Distinct(StringComparer.Ordinal);

    [GeneratedRegex("""/?system[\s/]{1,8}script[\s/]{1,8}(?:run|get)\s{1,8}(?:number=)?(?:\[\s{0,8}(?:/system[\s/]{1,8}script[\s/]{1,8})?find\s{1,8}(?:where\s{1,8})?name\s{0,2}=\s{0,2})?(?:"(?<name>[^"]{1,100})"|(?<name>[^\s;\]\}"]{1,100}))""",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Call();
}
