using DualWanPortal.Failover.Audit.Paths;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>The primary is checked, the backup is not.</summary>
public sealed class ChkBackupNone : IAuditRule
{
    public string Id => "chk-backup-none";
    public Severity Severity => Severity.Medium;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (subject.Wans.Length < 2 || !subject.Leading.Any(route => route.IsChecked))
            yield break;
        var leading = subject.Leading.Select(route => route.Wan.Interface).ToHashSet(StringComparer.Ordinal);
        foreach (var wan in subject.Wans.Where(wan => !leading.Contains(wan.Interface)))
        {
            var routes = subject.MainDefaultsOf(wan).ToList();
            if (routes.Count == 0 || routes.Exists(route => route.IsChecked || route.MayBeGuarded || route.IsRecursive) || IsProbed(subject, wan))
                continue;
            var session = wan.Kind is WanKind.Pppoe or WanKind.Lte;
            yield return new Finding(Id, session ? Severity.Low : Severity, $"Nothing checks the backup {wan.Interface}",
                $"{wan.Interface} is only the backup, and nothing ever asks whether it works: that it died long ago is found on the day when it is needed."
                + (session ? " The end of its session is at least seen, which is why this is not graver." : ""),
                [.. routes.Select(route => route.Default.Evidence)],
                routes[0].Path is { Gateway.Address: not null } ? [$"/ip route set {routes[0].Default.Selector()} check-gateway=ping"] : RecursiveFix.For(wan, routes[0].Distance), wan.Interface);
        }
    }

    /// <summary>A netwatch host that a route pins to this WAN tells of its death, even if it moves nothing.</summary>
    private static bool IsProbed(AuditSubject subject, WanLink wan) =>
        subject.Model.Menu("/tool/netwatch").Any(watch => !watch.Flag("disabled") && RouterOs.Model.AddressWithPrefix.Parse(watch["host"]) is { } host
            && (Pins.Of(subject.Model, host.Address) is { } pin && Pins.InterfaceOf(subject, pin) == wan.Interface
                || subject.Model.Addresses.Any(entry => entry.Interface == wan.Interface && entry.Address is { } network && network.Contains(host.Address))));
}
