using DualWanPortal.Failover.Audit.Paths;
using DualWanPortal.Failover.Planning;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>A client makes its own, unchecked default beside the one that a person wrote for the same WAN, and it is preferred.</summary>
public sealed class DefDupDyn : IAuditRule
{
    private const int LastResort = 200;

    public string Id => "def-dup-dyn";
    public Severity Severity => Severity.High;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        foreach (var wan in subject.Wans)
        {
            var own = subject.MainDefaultsOf(wan).ToList();
            var written = own.FindAll(route => !route.ByClient);
            var others = subject.Defaults.Where(route => route.InMain && route.Wan.Interface != wan.Interface && (!route.ByClient || !IsDoubled(subject, route))).Select(route => route.Distance).DefaultIfEmpty(int.MaxValue).Min();
            if (written.Count == 0)
                continue;
            var checkedOnes = written.FindAll(route => route.IsChecked || route.MayBeGuarded);
            foreach (var made in own.Where(route => route.ByClient && !route.IsChecked))
            {
                var wins = made.Distance <= written.Min(route => route.Distance);
                // Behind the checked one but before the other WAN: it takes over when the check fails, by the same dead line.
                var blocks = checkedOnes.Count > 0 && made.Distance <= others && written.Exists(route => route.Distance < others) && others != int.MaxValue;
                if (wins || blocks)
                    yield return Doubled(subject, made, written, wins);
            }
        }
    }

    private static bool IsDoubled(AuditSubject subject, GuardedDefault made) => subject.MainDefaultsOf(made.Wan).Any(route => !route.ByClient);

    private Finding Doubled(AuditSubject subject, GuardedDefault made, List<GuardedDefault> written, bool wins)
    {
        var name = made.Wan.Interface;
        var lowest = written.MinBy(route => route.Distance)!;
        var spoils = lowest.IsRecursive && made.Wan.Interface == subject.Wans[0].Interface;
        var happens = wins
            ? made.Distance == lowest.Distance ? "ties with" : "wins over"
            : "takes over from";
        var message = FormattableString.Invariant($"The client of {name} makes a default of its own at distance {made.Distance}, which {happens} the one written at distance {lowest.Distance}: it stays as long as the lease or session does, ")
            + (wins ? $"so when {name} dies behind the ISP, traffic keeps going there." : $"so when the check of {name} fails, traffic goes on by the same dead link instead of the backup.")
            + (spoils && wins ? " The monitored route is never the only one in use, so the failover that it was written for does not happen." : "");
        return new Finding(Id, spoils && wins ? Severity.Critical : Severity, $"{name} has a second default that nothing checks", message,
            [made.Default.Evidence, .. written.Select(route => route.Default.Evidence)],
            [$"{Cli.Path(made.Default.Item.Menu)} set {made.Default.Selector()} add-default-route=no", $"# or keep it as a last resort: {made.Default.SetDistance(LastResort)}"], name);
    }
}
