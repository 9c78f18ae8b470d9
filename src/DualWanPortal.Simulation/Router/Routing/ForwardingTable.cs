using System.Collections.Immutable;

namespace DualWanPortal.Simulation.Router.Routing;

/// <summary>The active routes, looked up by longest prefix (reference 4.1).</summary>
public sealed class ForwardingTable
{
    private readonly ILookup<string, RouteVerdict> _byTable;

    public ForwardingTable(IEnumerable<RouteVerdict> verdicts) =>
        _byTable = verdicts.Where(verdict => verdict.Active).ToLookup(verdict => verdict.Route.Table, StringComparer.Ordinal);

    public static ForwardingTable Empty { get; } = new([]);

    /// <summary>The active routes of the longest prefix that covers the destination; several are ECMP, none is no route.</summary>
    /// <param name="minPrefix">Shorter prefixes and this one do not count (a rule's <c>min-prefix</c>); -1 for none.</param>
    public ImmutableArray<RouteVerdict> Lookup(string table, IpAddress destination, int minPrefix = -1)
    {
        var best = minPrefix;
        var found = ImmutableArray<RouteVerdict>.Empty;
        foreach (var verdict in _byTable[table])
        {
            var prefix = verdict.Route.Destination;
            if (prefix.Length < best || prefix.Length <= minPrefix || !prefix.Contains(destination))
                continue;
            found = prefix.Length == best ? found.Add(verdict) : [verdict];
            best = prefix.Length;
        }
        return found;
    }

    /// <summary>Exits of the looked-up routes: ECMP picks by what it hashes, the pair of addresses at least (reference 4.1).</summary>
    /// <param name="flow">What else of the packet is hashed; 0: nothing.</param>
    public static ImmediateHop? Pick(ImmutableArray<RouteVerdict> routes, IpAddress source, IpAddress destination, uint flow = 0)
    {
        var exits = routes.SelectMany(route => route.Hops.Where(hop => hop.Usable)).SelectMany(hop => hop.Immediate).ToArray();
        return exits.Length switch
        {
            0 => null,
            1 => exits[0],
            _ => exits[(int)(Spread(source.Folded ^ (destination.Folded * 0x9E3779B1u) ^ (flow * 0x85EBCA6Bu)) % (uint)exits.Length)],
        };
    }

    private static uint Spread(uint value)
    {
        value ^= value >> 16;
        value *= 0x7FEB352Du;
        value ^= value >> 15;
        value *= 0x846CA68Bu;
        return value ^ (value >> 16);
    }
}
