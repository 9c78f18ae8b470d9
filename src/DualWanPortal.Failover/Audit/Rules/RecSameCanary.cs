using DualWanPortal.Failover.Audit.Paths;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>Two WANs are judged by the same host.</summary>
public sealed class RecSameCanary : IAuditRule
{
    public string Id => "rec-same-canary";
    public Severity Severity => Severity.High;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (subject.Wans.Length < 2)
            yield break;
        var pinned = subject.Model.Routes.Where(route => !route.Disabled && !route.Blackhole && !route.Gateways.IsEmpty && route.Destination is { IsHost: true })
            .ToLookup(route => route.Destination!.Value.Address.ToString(), StringComparer.Ordinal);
        foreach (var host in Canary.Of(subject).Where(canary => canary.Guard.Kind == GuardKind.CheckGateway).GroupBy(canary => canary.Host, StringComparer.Ordinal))
        {
            // Pinned twice: the second host route is not in use while the first is, so the other WAN is never asked.
            var pins = pinned[host.Key].ToList();
            var wans = host.Select(canary => canary.Wan.Interface).Concat(pins.Select(pin => Pins.InterfaceOf(subject, pin)).OfType<string>().Where(name => subject.Wans.Any(wan => wan.Interface == name)))
                .Distinct(StringComparer.Ordinal).ToList();
            if (wans.Count < 2)
                continue;
            yield return new Finding(Id, Severity, $"{string.Join(" and ", wans)} watch the same host",
                $"{host.Key} decides about {string.Join(" and ", wans)}: one address has one way at a time, so the check of one WAN is answered over the other, and when the host falls silent both WANs are taken out at once.",
                [.. host.Select(canary => canary.Guard.Evidence).Concat(pins.Select(pin => RowText.Evidence(pin.Item))).Distinct()], [], host.Key);
        }
    }
}
