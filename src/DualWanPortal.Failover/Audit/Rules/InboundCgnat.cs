using DualWanPortal.Failover.Audit.Chains;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>Port forwards on a WAN whose own address nobody in the Internet can reach.</summary>
public sealed class InboundCgnat : IAuditRule
{
    public string Id => "inbound-cgnat";
    public Severity Severity => Severity.Medium;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        foreach (var wan in subject.HasSeveralWans ? subject.ExposedWans : [])
        {
            if (!WanAddress.IsPrivate(subject.Model, wan))
                continue;
            var carriers = WanAddress.IsCarriers(subject.Model, wan);
            // Who names the private address itself knows of the device in front and has opened the port there.
            var forwards = PortForwards.By(subject.Model, wan).Where(rule => carriers || rule.Item["dst-address"] is not { Length: > 0 }).ToList();
            if (forwards.Count == 0)
                continue;
            yield return new Finding(Id, carriers ? Severity : Severity.Low, $"Port forwards on {wan.Interface} cannot be reached",
                carriers ? $"{wan.Interface} has an address of the provider's own NAT (100.64.0.0/10): nobody can open a connection to it, so while it carries the traffic these services are lost. No command here helps; a tunnel to an address outside or a public address from the provider does."
                    : $"{wan.Interface} has a private address, so these forwards work only if the device in front forwards the same ports; nothing here can tell, so this is low.",
                [.. forwards.Take(4).Select(rule => RowText.Evidence(rule.Item)), .. wan.Evidence.Take(1)], [], wan.Interface);
        }
    }
}
