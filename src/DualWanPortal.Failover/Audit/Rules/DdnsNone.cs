using DualWanPortal.Failover.Audit.Chains;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>Something is dialled from outside, the address changes, and no name follows it.</summary>
public sealed class DdnsNone : IAuditRule
{
    public string Id => "ddns-none";
    public Severity Severity => Severity.Low;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        var model = subject.Model;
        if (!subject.HasSeveralWans || !model.Knows("/ip/cloud") || !subject.ExposedWans.Any(WanAddress.IsDynamic) || InboundServices.HasDdns(model, subject.Scripts))
            yield break;
        var services = InboundServices.Of(model, subject.Wans);
        // WireGuard alone has a rule of its own, which says more.
        if (services.IsEmpty || services.All(item => item.Menu == "/interface/wireguard/peers"))
            yield break;
        yield return new Finding(Id, Severity, "No name follows the active line",
            $"Services are dialled from outside, the address of {Words.And(subject.ExposedWans.Where(WanAddress.IsDynamic).Select(wan => wan.Interface))} changes, and no DDNS is kept: after a switch or a new lease nobody finds them.",
            [.. services.Take(4).Select(item => RowText.Evidence(item))], ["/ip cloud set ddns-enabled=yes"]);
    }
}
