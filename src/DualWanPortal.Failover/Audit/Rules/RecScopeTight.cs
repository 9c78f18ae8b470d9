using DualWanPortal.Failover.Audit.Paths;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>v7: the target scope equals the host route's scope, which by the manual is one too low.</summary>
public sealed class RecScopeTight : IAuditRule
{
    public string Id => "rec-scope-tight";
    public Severity Severity => Severity.Low;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (subject.Wans.Length < 2 || Dialect.IsV6(subject.Model) != false)
            yield break;
        var tight = subject.Paths.Where(path => !path.Route.Disabled && !path.Route.Dynamic && !path.Route.Active && path.Route.ImmediateInterfaces.IsEmpty)
            .Select(path => NextHopScopes.Of(path, false)).Where(fit => fit is { Fit: ScopeFit.Tight, Above: not null, Below: not null }).ToList();
        if (tight.Count == 0)
            yield break;
        var lines = tight.DistinctBy(fit => fit.Above!.Item).ToList();
        yield return new Finding(Id, Severity, "The target scope is one too low for RouterOS 7",
            FormattableString.Invariant($"target-scope={lines[0].Above!.TargetScope} over a host route of scope {lines[0].Below!.Scope}: by the manual RouterOS 7 counts that host route as {NextHopScopes.Effective(lines[0].Below!, false)}, so the default would stay inactive; a report from 7.7 says that it worked. A value of {NextHopScopes.Effective(lines[0].Below!, false)} is right on every version."),
            [.. lines.SelectMany(fit => new[] { RowText.Evidence(fit.Above!.Item), RowText.Evidence(fit.Below!.Item) }).Distinct()],
            [.. lines.Select(fit => FormattableString.Invariant($"/ip route set {Planning.Cli.Find(fit.Above!.Item, "dst-address", "gateway", "distance", "routing-table")} target-scope={NextHopScopes.Effective(fit.Below!, false)}"))]);
    }
}
