using System.Collections.Immutable;

namespace DualWanPortal.RouterOs.Model;

/// <summary>
/// The v6 sentence about a route's gateways (reference 3.1): <c>1.2.3.0 reachable via  ether1</c>, <c>ether1 reachable</c>, <c>1.2.3.0 unreachable</c>,
/// <c>8.8.8.8 recursive via 10.1.1.1 ether1</c>; several joined by comma.
/// </summary>
internal static class GatewayStatus
{
    public static bool NoneReachable(string status) => Parts(status).All(part => part.EndsWith(" unreachable", StringComparison.Ordinal));

    public static ImmutableArray<string> Interfaces(string status) => [.. Parts(status).Select(Interface).OfType<string>().Distinct(StringComparer.Ordinal)];

    private static string[] Parts(string status) => status.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The interface is all that follows: its name may hold blanks.</summary>
    private static string? Interface(string part)
    {
        if (After(part, " recursive via ") is { } recursive)
            return recursive.IndexOf(' ', StringComparison.Ordinal) is var blank and > 0 ? recursive[(blank + 1)..].Trim() : null;
        if (After(part, " reachable via ") is { } direct)
            return direct.Length > 0 ? direct : null;
        return part.EndsWith(" reachable", StringComparison.Ordinal) ? part[..^" reachable".Length] : null;
    }

    private static string? After(string part, string mark) =>
        part.IndexOf(mark, StringComparison.Ordinal) is var at and >= 0 ? part[(at + mark.Length)..].Trim() : null;
}
