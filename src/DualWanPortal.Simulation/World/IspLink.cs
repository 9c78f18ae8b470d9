using System.Collections.Immutable;
using DualWanPortal.Simulation.Router.Routing;

namespace DualWanPortal.Simulation.World;

/// <summary>
/// One provider as one router meets it: what the line, the gateway and the network beyond do at this moment. Faults act here and nowhere else
/// (reference Appendix C).
/// </summary>
public sealed class IspLink(IspPlan plan, ulong seed)
{
    private ImmutableArray<Fault> _faults = [];
    private bool _flappedOut;
    private int _generation;
    private ulong _draws;

    public IspPlan Plan { get; private set; } = plan;
    public ImmutableArray<Fault> Faults => _faults;

    /// <summary>Something that the router's end can notice at once changed: carrier, session, lease. Raised after the state changed.</summary>
    public event Action? Changed;

    public bool Carrier => !_flappedOut && !Has(FaultKind.CableOut);
    public bool GatewayAnswers => Carrier && !Has(FaultKind.GatewaySilent);
    public bool UpstreamAlive => GatewayAnswers && !Has(FaultKind.UpstreamDead);
    public bool ServesLeases => GatewayAnswers && !Has(FaultKind.LeaseLost);

    /// <summary>The provider says that the lease or session is no longer good; it does not merely fall silent.</summary>
    public bool RevokesLease => Carrier && Has(FaultKind.LeaseLost);
    public bool DnsAnswers => UpstreamAlive && !Has(FaultKind.DnsDead);
    public bool IcmpPasses => UpstreamAlive && !Has(FaultKind.IcmpBlocked);
    public bool Captive => Has(FaultKind.CaptivePortal);

    /// <summary>Counts renumberings: a session made under another number is stale.</summary>
    public int Generation => _generation;

    public TimeSpan RoundTrip => Plan.RoundTrip + TimeSpan.FromMilliseconds(_faults.Where(fault => fault.Kind == FaultKind.Latency).Sum(fault => fault.Amount));

    /// <summary>Who forwards for us now. <c>gateway-change</c> moves it to the next address but one.</summary>
    public Ipv4 Gateway => Plan.Gateways is [var first, ..] ? Shifted(first) : default;

    /// <summary>Address of a lease or session made now.</summary>
    public Ipv4 Assigned => Has(FaultKind.GatewayChange) && Plan.Kind is WanKind.Pppoe or WanKind.Lte ? new Ipv4(Plan.Assigned.Value + 1) : Plan.Assigned;

    /// <summary>
    /// That the provider moves its gateway is played for IPv4 only: over IPv6 its advertisements say so at once. Which link-local address its router has only a lease tells, so
    /// whatever is named as one is it.
    /// </summary>
    public bool IsGateway(IpAddress address) => address.V4 is not { } four ? address.IsLinkLocal || Plan.Ipv6.Gateways.Contains(address)
        : Has(FaultKind.GatewayChange) ? four == Gateway : Plan.Gateways.Contains(four);

    public bool IsOnLink(Ipv4 address) => Plan.Networks.Any(network => network.Contains(address));

    /// <summary>Whether replies to this source address come back through this provider.</summary>
    public bool Owns(IpAddress source) => source.V4 is not { } four ? Plan.Ipv6.Owns(source)
        : Plan.Kind is WanKind.Static ? IsOnLink(four) && !IsGateway(source) : four == Assigned;

    /// <summary>The router calls its interface otherwise now; the line is the same.</summary>
    internal void Rename(string old, string name) => Plan = Plan with
    {
        Interface = Plan.Interface == old ? name : Plan.Interface,
        Carrying = Plan.Carrying == old ? name : Plan.Carrying,
        Port = Plan.Port == old ? name : Plan.Port,
    };

    public void Apply(Fault fault)
    {
        _faults = [.. _faults.Where(other => other.Kind != fault.Kind), fault];
        if (fault.Kind is FaultKind.GatewayChange)
            _generation++;
        if (fault.Kind is FaultKind.Flap)
            _flappedOut = true;
        Changed?.Invoke();
    }

    public void Clear()
    {
        if (_faults.IsEmpty)
            return;
        if (Has(FaultKind.GatewayChange))
            _generation++;
        _faults = [];
        _flappedOut = false;
        Changed?.Invoke();
    }

    /// <summary>Pulls or plugs the cable of a flapping line; false when it does not flap any more.</summary>
    internal bool Flap()
    {
        if (!Has(FaultKind.Flap))
            return false;
        _flappedOut = !_flappedOut;
        Changed?.Invoke();
        return true;
    }

    /// <summary>Draws whether one packet and its answer survive the line; the same seed and order give the same luck.</summary>
    internal bool Survives()
    {
        var percent = _faults.FirstOrDefault(fault => fault.Kind == FaultKind.Loss)?.Amount ?? 0;
        return percent == 0 || (Mix(seed + (0x9E3779B97F4A7C15UL * ++_draws)) % 100) >= (ulong)percent;
    }

    /// <summary>A little unrest in the round trip, at most a sixteenth of it.</summary>
    internal TimeSpan Jitter() => RoundTrip * ((Mix(seed ^ ++_draws) % 64) / 1024.0);

    private bool Has(FaultKind kind) => _faults.Any(fault => fault.Kind == kind);

    private Ipv4 Shifted(Ipv4 gateway)
    {
        if (!Has(FaultKind.GatewayChange))
            return gateway;
        var network = Plan.Networks.FirstOrDefault(candidate => candidate.Contains(gateway));
        // The last host of the network unless it is taken: far from the addresses that people number from the bottom.
        var last = new Ipv4(network.Network.Value | ~Ipv4Prefix.Mask(network.Length));
        var candidate = new Ipv4(network.Length >= 31 ? gateway.Value ^ 1 : last.Value - 1);
        return candidate == gateway || candidate == Plan.Assigned ? new Ipv4(candidate.Value - 1) : candidate;
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }
}
