using DualWanPortal.Failover.Audit.Paths;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>The target scope of a recursive default is so wide that its next hop may be found by the other WAN.</summary>
public sealed class RecScope : IAuditRule
{
    public string Id => "rec-scope";
    public Severity Severity => Severity.Critical;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (subject.Wans.Length < 2)
            yield break;
        foreach (var path in subject.Paths.Where(path => !path.Route.Disabled && !path.Route.Dynamic && path.Gateway is { Address: not null, Interface: null }))
        {
            // A neighbour is found by its own network, which is always narrower than a default.
            if (!path.IsRecursive && (path.Interface is not null || !Dns.PublicResolvers.Contains(path.Gateway.Address!.ToString())))
                continue;
            if (Detour(subject, path) is not { } detour)
                continue;
            var held = path.Via is { } pin && Pins.IsHeld(subject.Model, pin);
            yield return new Finding(Id, held ? Severity.Info : Severity, $"The next hop {path.Checked} may be found by another WAN",
                FormattableString.Invariant($"target-scope={path.Route.TargetScope} lets {path.Checked} resolve through {Name(detour)} ")
                + (path.Via is null ? "as no host route pins it: this default is active and leads out by the wrong WAN." : $"when its host route is gone: the default of {path.Interface ?? "this WAN"} then stays active, shows the wrong WAN and its check is answered by the wrong line, so neither failover nor failback is as configured.")
                + (held ? " The blackhole behind the host route is likely to prevent it; that is not documented, so it is only a remark." : ""),
                [RowText.Evidence(path.Route.Item), .. path.Hops.Select(hop => RowText.Evidence(hop.Item)), RowText.Evidence(detour)],
                [$"/ip route set {Planning.Cli.Find(path.Route.Item, "dst-address", "gateway", "distance", "routing-table", "routing-mark")} target-scope={(path.Hops.Length > 1 ? 10 + path.Hops.Length : 11)}"],
                $"{path.Route.Table}/{path.Checked}");
        }
    }

    /// <summary>A default of another WAN in main that the target scope takes in. What clients make has scope 30 (reference 4.2).</summary>
    private static ConfigItem? Detour(AuditSubject subject, DefaultPath path)
    {
        var v6 = Dialect.IsV6(subject.Model) != false;
        foreach (var route in subject.Defaults.Where(route => route.InMain && (path.Interface is null || route.Wan.Interface != path.Interface) && !ReferenceEquals(route.Path?.Route, path.Route)))
        {
            var scope = route.Path is { } other ? NextHopScopes.Effective(other.Route, v6) : 30;
            if (scope <= path.Route.TargetScope)
                return route.Default.Item;
        }
        return null;
    }

    private static string Name(ConfigItem detour) => detour.Menu == "/ip/route" ? $"the default over {detour["gateway"]}" : $"the default of {detour["interface"] ?? detour["name"]}";
}
