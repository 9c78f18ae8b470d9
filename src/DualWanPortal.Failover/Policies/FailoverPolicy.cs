using System.Collections.Immutable;

namespace DualWanPortal.Failover.Policies;

/// <summary>How a router finds out that a WAN is dead and moves traffic.</summary>
public enum FailoverMethod
{
    /// <summary>Distances, and a check of the next hop where the version can (reference 5 A).</summary>
    Distance,

    /// <summary>Default routes over hosts in the Internet that are pinned to their WAN and pinged (reference 5 B).</summary>
    Recursive,

    /// <summary>Netwatch measures pinned hosts by loss and latency and moves the default (reference 5 C).</summary>
    Netwatch,
}

/// <summary>What failover should be on a router, written once and used on many. Names no router; WANs are matched by order.</summary>
public sealed record FailoverPolicy
{
    /// <summary>Unique, shown to people; 1 to 60 characters.</summary>
    public required string Name { get; init; }
    public FailoverMethod Method { get; init; } = FailoverMethod.Distance;

    /// <summary>Interfaces in order of preference; empty takes the order of <see cref="Wans"/>, and without these the router's own present order.</summary>
    public ImmutableArray<string> WanOrder { get; init; } = [];

    /// <summary>What is to be said about single WANs, in order of preference; links that are not named are taken as they are found.</summary>
    public ImmutableArray<PolicyWan> Wans { get; init; } = [];

    /// <summary>Distance of the first WAN; each following one gets the next by <see cref="DistanceStep"/>. 1 to 250.</summary>
    public int FirstDistance { get; init; } = 1;
    public int DistanceStep { get; init; } = 1;

    /// <summary>Ping the gateway of each default where the version can (reference 4.3).</summary>
    public bool CheckGateway { get; init; } = true;

    /// <summary>Interface list that NAT and firewall use for all WANs.</summary>
    public string WanList { get; init; } = "WAN";

    /// <summary>Resolvers that do not hang on one ISP; empty leaves DNS alone.</summary>
    public ImmutableArray<string> Resolvers { get; init; } = ["1.1.1.1", "9.9.9.9"];

    /// <summary>Close on every WAN what is closed on one.</summary>
    public bool FirewallParity { get; init; } = true;

    /// <summary>Hosts that are watched per WAN, 1 or 2; a metered WAN makes do with one. Of <see cref="FailoverMethod.Recursive"/> and <see cref="FailoverMethod.Netwatch"/>.</summary>
    public int Canaries { get; init; } = 2;

    /// <summary>Longest time until a dead WAN is found out; null keeps the router's own timers.</summary>
    public TimeSpan? DetectWithin { get; init; }

    /// <summary>One source NAT rule for the list of all WANs, or one for each WAN. Rules that do the work already stay as they are.</summary>
    public NatStyle Nat { get; init; } = NatStyle.List;

    /// <summary>How services and tunnels that others dial are reached. Of <see cref="FailoverMethod.Recursive"/> and <see cref="FailoverMethod.Netwatch"/>.</summary>
    public InboundStrategy Inbound { get; init; } = InboundStrategy.None;

    /// <summary>What becomes of port forwards that are written for one WAN.</summary>
    public ForwardStrategy PortForwards { get; init; } = ForwardStrategy.Keep;

    /// <summary>How tunnels over the Internet live through a switch.</summary>
    public VpnStrategy Vpn { get; init; } = VpnStrategy.None;

    /// <summary>Tunnels that <see cref="Vpn"/> is about, as the router calls them (<c>wg1</c>, a peer of IPsec, <c>l2tp-server</c>); empty for all.</summary>
    public ImmutableArray<string> VpnTunnels { get; init; } = [];

    /// <summary>What failover means for IPv6. A router without IPv6 is left alone.</summary>
    public Ipv6Strategy Ipv6 { get; init; } = Ipv6Strategy.Untouched;

    /// <summary>
    /// Who takes traffic back to a WAN that is well again; the router decides alone, so it goes on while the portal is away. Null is the way of the method:
    /// <see cref="FailoverMethod.Netwatch"/> waits by itself, the others go back with the first answer.
    /// </summary>
    public FailbackMode? Failback { get; init; }

    /// <summary>Time that traffic stays on the backup at least. A restart of the router ends it.</summary>
    public TimeSpan FailbackLeast { get; init; } = TimeSpan.Zero;

    /// <summary>Time of day, by the router's clock, in which traffic does not go back.</summary>
    public QuietHours? FailbackQuiet { get; init; }

    /// <summary>How long a WAN has to be well without a break before traffic goes back to it.</summary>
    public TimeSpan FailbackStable { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Remove connections that are translated to the address of the WAN that traffic leaves, so that calls and tunnels begin anew. Null: wherever something runs on the
    /// router that can do it.
    /// </summary>
    public bool? CleanConnections { get; init; }

    /// <summary>Whom the router tells by itself when traffic moves; null tells nobody.</summary>
    public PolicyNotify? Notify { get; init; }

    /// <summary>The order that counts: <see cref="WanOrder"/>, or that of <see cref="Wans"/>.</summary>
    internal ImmutableArray<string> Order => WanOrder.IsEmpty ? [.. Wans.Select(wan => wan.Interface)] : WanOrder;

    /// <summary>The method watches hosts in the Internet.</summary>
    internal bool HasCanaries => Method is FailoverMethod.Recursive or FailoverMethod.Netwatch;

    /// <summary>A WAN that was out has to prove itself before routing may prefer it again. Netwatch has that in its own scripts.</summary>
    internal bool IsGated => Method != FailoverMethod.Netwatch && Failback is not null;

    /// <summary>Something has to run on the router that looks which WAN carries the traffic.</summary>
    internal bool IsAttended => IsGated || Notify is not null || (Method != FailoverMethod.Netwatch && CleanConnections == true);

    /// <summary>Whoever moves traffic, or looks at it, also removes connections that cannot go on.</summary>
    internal bool Cleans => CleanConnections ?? true;

    /// <summary>Something on the router removes connections that cannot go on.</summary>
    internal bool HasCleaning => Cleans && (Method == FailoverMethod.Netwatch || IsAttended);

    internal PolicyWan? Wan(string name) => Wans.FirstOrDefault(wan => wan.Interface == name);
}
