using System.Globalization;
using DualWanPortal.Failover.Audit.Nat;

namespace DualWanPortal.Failover.Audit.Chains;

/// <summary>Ports as matchers name them: <c>22,8000-8100</c>.</summary>
internal static class PortSet
{
    /// <summary>Maybe when the text is no list of ports.</summary>
    public static Match Holds(string ports, int port)
    {
        foreach (var part in ports.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var bounds = part.Split('-');
            if (bounds.Length > 2 || !int.TryParse(bounds[0], NumberStyles.None, CultureInfo.InvariantCulture, out var low)
                || !int.TryParse(bounds[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var high))
                return Match.Maybe;
            if (port >= low && port <= high)
                return Match.Yes;
        }
        return Match.No;
    }
}
