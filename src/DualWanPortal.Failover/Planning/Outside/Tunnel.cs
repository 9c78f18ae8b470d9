using System.Collections.Immutable;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning.Outside;

/// <summary>What a tunnel is carried by: <c>udp</c> 13231, <c>ipsec-esp</c> without a port (0).</summary>
internal readonly record struct TunnelPort(string Protocol, int Port);

/// <summary>A tunnel of the router over the Internet, or the server that others dial.</summary>
/// <param name="Word">For a sentence: <c>WireGuard</c>.</param>
/// <param name="Name">As the router calls it: the interface, the peer of IPsec, <c>l2tp-server</c>.</param>
/// <param name="Row">The line that says how it is held: the peer, the client, the server.</param>
/// <param name="Host">Whom the router dials, an address or a name; null where it only answers.</param>
/// <param name="Listens">Where others dial it; none where the router only dials.</param>
internal sealed record Tunnel(string Word, string Name, ConfigItem Row, string? Host, ImmutableArray<TunnelPort> Listens)
{
    public bool Dials => Host is not null;
    public bool IsDialled => !Listens.IsEmpty;

    /// <summary><c>WireGuard wg1</c>; a server has its word only.</summary>
    public string Title => Name.EndsWith("-server", StringComparison.Ordinal) ? Word : $"{Word} {Name}";
}
