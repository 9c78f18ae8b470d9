using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>The mobile link is preferred to the wired one.</summary>
public sealed class DefOrder : IAuditRule
{
    public string Id => "def-order";
    public Severity Severity => Severity.High;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (subject.Wans.Length < 2 || subject.Wans[0] is not { Kind: WanKind.Lte, Distance: { } lowest } mobile || !subject.IsMetered(mobile))
            yield break;
        var wired = subject.Wans.Skip(1).FirstOrDefault(wan => wan.Kind is WanKind.Static or WanKind.Dhcp or WanKind.Pppoe && wan.Distance > lowest && !subject.IsMetered(wan));
        if (wired is null)
            yield break;
        var routes = subject.MainDefaultsOf(mobile).Concat(subject.MainDefaultsOf(wired)).ToList();
        var behind = routes.Where(route => route.Wan.Interface == mobile.Interface).ToList();
        yield return new Finding(Id, Severity, $"{mobile.Interface} is preferred to {wired.Interface}",
            FormattableString.Invariant($"The mobile link {mobile.Interface} has distance {lowest} and {wired.Interface} {wired.Distance}: as long as both work, all traffic uses the metered, slower link, and the wired one is only the backup."),
            [.. routes.Select(route => route.Default.Evidence)],
            [.. behind.Select((route, at) => route.Default.SetDistance(wired.Distance!.Value + 1 + at))], mobile.Interface);
    }
}
