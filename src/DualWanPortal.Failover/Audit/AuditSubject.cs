using System.Collections.Immutable;
using DualWanPortal.Failover.Audit.Chains;
using DualWanPortal.Failover.Audit.Nat;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit;

/// <summary>What the rules look at: the model and what several of them need to know of it, worked out once.</summary>
public sealed class AuditSubject
{
    public AuditSubject(RouterModel model)
    {
        Model = model;
        Wans = WanDetection.Find(model);
        SourceNat = new SourceNatChain(model, Wans);
        Firewall = new FirewallChains(model, Wans);
    }

    public RouterModel Model { get; }
    public ImmutableArray<WanLink> Wans { get; }

    /// <summary>Routers with one way out or none are not judged for what two of them need.</summary>
    internal bool HasSeveralWans => Wans.Length > 1;

    /// <summary>WANs by which strangers can knock: behind a tunnel's far end there is somebody else's firewall.</summary>
    internal IEnumerable<WanLink> ExposedWans => Wans.Where(wan => wan.Kind != WanKind.WireGuard);

    internal SourceNatChain SourceNat { get; }
    internal FirewallChains Firewall { get; }

    internal ImmutableArray<OutboundTraffic> TrafficBy(WanLink wan) => OutboundTraffic.Of(Model, Wans, wan.Interface);
}
