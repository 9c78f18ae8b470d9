using DualWanPortal.Failover.Audit.Chains;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>WireGuard peers dial this router, and nothing lets them find it on the other line.</summary>
public sealed class WgOneEndpoint : IAuditRule
{
    public string Id => "wg-one-endpoint";
    public Severity Severity => Severity.Medium;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        var model = subject.Model;
        if (!subject.HasSeveralWans || !model.Knows("/ip/cloud") || InboundServices.HasDdns(model, subject.Scripts))
            yield break;
        // A peer that is dialled as well comes back by itself.
        var dialled = InboundServices.DialledWireGuard(model, subject.Wans).ToList();
        if (dialled.Count == 0)
            yield break;
        yield return new Finding(Id, Severity, "WireGuard peers know one address of this router",
            $"{(dialled.Count == 1 ? "A WireGuard peer has" : $"{dialled.Count} WireGuard peers have")} no endpoint here, so they dial this router, and a peer knows one endpoint only: while another WAN carries the traffic they call an address that is dead. A name that follows the active line lets them come back.",
            [.. dialled.Take(4).Select(peer => RowText.Evidence(peer, "name", "interface", "allowed-address", "endpoint-address", "comment"))], ["/ip cloud set ddns-enabled=yes"]);
    }
}
