using DualWanPortal.Failover.Audit.Dns;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>A resolver in use is pinned to one WAN because it is monitored there.</summary>
public sealed class MonEqDns : IAuditRule
{
    public string Id => "mon-eq-dns";
    public Severity Severity => Severity.High;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (subject.Wans.Length < 2 || !subject.Resolvers.IsKnown)
            yield break;
        var sets = subject.Resolvers.All.Select(set => (Set: set, Tied: set.Resolvers.Where(resolver => resolver is { Pinned: true, Place: ResolverPlace.OneWan, Why: not null }).ToList())).Where(entry => entry.Tied.Count > 0).ToList();
        if (sets.Count == 0)
            yield break;
        var tied = sets.SelectMany(entry => entry.Tied).DistinctBy(resolver => resolver.Address).ToList();
        // Those that are asked when it is silent: on the list, free of this WAN.
        var slow = sets.TrueForAll(entry => entry.Set.Resolvers.Any(other => other.Place is ResolverPlace.Anywhere or ResolverPlace.Inside || (other.Pinned && entry.Tied.Exists(one => one.Wan != other.Wan))));
        var which = string.Join(" and ", tied.Select(resolver => $"{resolver.Address} ({resolver.Wan})"));
        yield return new Finding(Id, slow ? Severity.Medium : Severity, "A monitored host is also a resolver",
            $"{which} {(tied.Count == 1 ? "is" : "are")} pinned to one WAN and used as resolver by {string.Join(" and ", sets.Select(entry => entry.Set.Who))}: when that WAN dies, "
            + (slow ? "names resolve only after a time-out by the resolver that is left, so everything feels broken." : "names no longer resolve although the other WAN works."),
            [.. sets.Where(entry => entry.Set.Item is not null).Select(entry => RowText.Evidence(entry.Set.Item!, "servers", "address", "dns-server")), .. tied.Select(resolver => RowText.Evidence(resolver.Why!)).Distinct()],
            [.. sets.Where(entry => entry.Set.Item is not null).Select(entry => Fix(entry.Set))]);
    }

    private static string Fix(ResolverSet set)
    {
        var kept = set.Resolvers.Where(resolver => !resolver.Pinned && !resolver.FromIsp).Select(resolver => resolver.Address).ToList();
        var servers = string.Join(',', kept.Count > 0 ? kept : ["1.1.1.1", "9.9.9.9"]);
        return set.IsRouters ? $"/ip dns set servers={servers}" : $"/ip dhcp-server network set {Planning.Cli.Find(set.Item!, "address")} dns-server={servers}";
    }
}
