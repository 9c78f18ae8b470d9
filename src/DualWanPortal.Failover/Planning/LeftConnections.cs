using DualWanPortal.Failover.Planning.Watching;

namespace DualWanPortal.Failover.Planning;

/// <summary>Connections that stay behind on links which traffic has left: they are translated to an address that no other link can answer for (reference 4.6).</summary>
public static class LeftConnections
{
    /// <summary>What a router runs to end them, so that calls and tunnels begin anew. Connections to the router itself stay.</summary>
    public static string Script(IEnumerable<string> interfaces) => string.Concat(interfaces.Select(name => ScriptParts.Clean(Cli.Quote(name))));
}
