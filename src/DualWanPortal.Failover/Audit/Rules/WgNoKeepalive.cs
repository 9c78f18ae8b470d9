using DualWanPortal.Failover.Audit.Chains;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>A WireGuard tunnel that this router dials from behind somebody's NAT is not kept open.</summary>
public sealed class WgNoKeepalive : IAuditRule
{
    public string Id => "wg-no-keepalive";
    public Severity Severity => Severity.Medium;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        var hidden = subject.HasSeveralWans ? subject.ExposedWans.Where(wan => wan.Kind == WanKind.Lte || WanAddress.IsPrivate(subject.Model, wan)).ToList() : [];
        if (hidden.Count == 0)
            yield break;
        var silent = InboundServices.DiallingWireGuard(subject.Model, subject.Wans).Where(peer => peer["persistent-keepalive"] is null or "" or "0s" or "0" or "none").ToList();
        if (silent.Count == 0)
            yield break;
        yield return new Finding(Id, Severity, "WireGuard behind NAT without keepalive",
            $"On {Words.And(hidden.Select(wan => wan.Interface))} another NAT stands between this router and its WireGuard peer: after a switch the other side cannot reach in until this side happens to send, and idle tunnels go deaf.",
            [.. silent.Select(peer => RowText.Evidence(peer, "name", "interface", "endpoint-address", "endpoint-port", "persistent-keepalive", "comment")), .. hidden.SelectMany(wan => wan.Evidence.Take(1))],
            [.. silent.Select(peer => $"/interface wireguard peers set {Cli.Find(peer, "name", "interface", "endpoint-address")} persistent-keepalive=25s")]);
    }
}
