using System.Globalization;
using DualWanPortal.Failover.WhatIf;

namespace DualWanPortal.Failover.Tests.WhatIf;

/// <summary>
/// What a person who knows the reference expects, one line for each scenario: <c>primary-cable-out: internet works ether2 0, path works, conn degraded</c>. A verdict may be
/// followed by the WAN and by the seconds; what is not written is not asked.
/// </summary>
internal static class Expectation
{
    private static readonly Dictionary<string, string> s_checks = new(StringComparer.Ordinal)
    {
        ["internet"] = CheckIds.Internet, ["path"] = CheckIds.PathTruthful, ["nat"] = CheckIds.Nat, ["dns"] = CheckIds.Dns, ["conn"] = CheckIds.Connections, ["inbound"] = CheckIds.Inbound,
        ["vpn"] = CheckIds.Vpn, ["closed"] = CheckIds.Management, ["alert"] = CheckIds.Alert, ["v6"] = CheckIds.Ipv6, ["v6closed"] = CheckIds.Ipv6Closed,
    };

    /// <summary>What differs, in words; nothing when the matrix is as expected.</summary>
    public static List<string> Differences(ScenarioMatrix matrix, string expected)
    {
        var differences = new List<string>();
        foreach (var line in expected.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var scenario = matrix[line[..colon]];
            foreach (var part in line[(colon + 1)..].Split(", ", StringSplitOptions.TrimEntries))
            {
                var words = part.Split(' ');
                var cell = scenario[s_checks[words[0]]];
                var via = words.Skip(2).FirstOrDefault(word => !char.IsAsciiDigit(word[0]));
                var seconds = words.Skip(2).Where(word => char.IsAsciiDigit(word[0])).Select(word => double.Parse(word, CultureInfo.InvariantCulture)).Cast<double?>().FirstOrDefault();
                if (MatrixWords.Of(cell.Verdict) != words[1] || (via is not null && cell.Via != via) || (seconds is not null && cell.AfterSeconds != seconds))
                    differences.Add($"{scenario.Id}: expected {part}, found {MatrixWords.Of(cell.Verdict)} {cell.Via} {cell.AfterSeconds?.ToString(CultureInfo.InvariantCulture)}: {cell.Why}");
            }
        }
        return differences;
    }
}
