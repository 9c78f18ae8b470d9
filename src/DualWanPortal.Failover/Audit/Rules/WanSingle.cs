using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>One way out or none: what this audit looks for does not apply. The auditor then runs no other rule.</summary>
public sealed class WanSingle : IAuditRule
{
    public string Id => "wan-single";
    public Severity Severity => Severity.Info;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (subject.Wans is [var only])
        {
            yield return new Finding(Id, Severity, "One WAN only",
                $"Only {only.Interface} leads to the Internet, so there is nothing to fail over to and nothing more was judged. A second WAN is found by its DHCP, PPPoE or LTE client, or by a default route.",
                [.. only.Evidence.Take(2)], []);
        }
        else if (subject.Wans.IsEmpty)
        {
            yield return new Finding(Id, Severity, "No WAN",
                "No link of this router leads to the Internet by a client or a default route: it looks like a switch, an access point or a router inside the network, so nothing more was judged.", [], []);
        }
    }
}
