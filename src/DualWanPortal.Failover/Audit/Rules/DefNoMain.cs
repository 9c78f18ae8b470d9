using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>Defaults exist only in marked tables: what no rule marks, and the router itself, has no way out.</summary>
public sealed class DefNoMain : IAuditRule
{
    public string Id => "def-no-main";
    public Severity Severity => Severity.Critical;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        var model = subject.Model;
        var marked = subject.Defaults.Where(route => !route.InMain).ToList();
        if (subject.Wans.Length < 2 || marked.Count == 0 || subject.Defaults.Any(route => route.InMain) || subject.Paths.Any(path => path.InMain && !path.Route.Disabled))
            yield break;
        // A default may come from a neighbour or a script; then it is not here to be seen.
        if (model.Items.Any(item => item.Menu.StartsWith("/routing/ospf", StringComparison.Ordinal) || item.Menu.StartsWith("/routing/bgp", StringComparison.Ordinal) || item.Menu.StartsWith("/routing/rip", StringComparison.Ordinal))
            || subject.RouteScripts.Mentions("0.0.0.0/0"))
        {
            yield return new Finding(Id, Severity.Info, "Whether main has a default is not known",
                "Defaults are written for marked tables only; a routing protocol or a script may add one to main, which the configuration alone does not show.", [.. marked.Take(2).Select(route => route.Default.Evidence)], []);
            yield break;
        }
        var tables = marked.GroupBy(route => route.Table, StringComparer.Ordinal).ToList();
        var alone = tables.FindAll(table => table.Select(route => route.Wan.Interface).Distinct(StringComparer.Ordinal).Count() == 1);
        var names = string.Join(", ", tables.Select(table => table.Key));
        var message = $"All defaults are in the tables {names}; main has none. The router itself (DNS, time, VPN, updates) and all traffic that no rule marks have no way to the Internet, now and not only in a failure"
            + (alone.Count > 0 ? $", and when the gateway of {alone[0].Key} fails there is nothing to fall back to." : ".")
            + (alone.Count == 0 ? " The tables themselves have a fallback, so marked traffic does fail over: that is why this is not critical here." : "");
        yield return new Finding(Id, alone.Count > 0 ? Severity : Severity.High, "Main has no default route", message, [.. marked.Take(6).Select(route => route.Default.Evidence)],
            [.. subject.Wans.Select((wan, at) => FormattableString.Invariant($"/ip route add dst-address=0.0.0.0/0 gateway={GatewayOf(subject, wan)} distance={at + 1} check-gateway=ping"))]);
    }

    private static string GatewayOf(AuditSubject subject, WanLink wan) =>
        subject.Defaults.FirstOrDefault(route => route.Wan.Interface == wan.Interface)?.Path?.Gateway.Text ?? wan.Gateway ?? wan.Interface;
}
