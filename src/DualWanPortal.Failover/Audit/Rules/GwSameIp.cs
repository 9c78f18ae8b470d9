using DualWanPortal.Failover.Audit.Nat;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>Two WANs have the same next hop or lie in the same network, and no route says by which of them.</summary>
public sealed class GwSameIp : IAuditRule
{
    public string Id => "gw-same-ip";
    public Severity Severity => Severity.High;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        for (var i = 0; i < subject.Wans.Length; i++)
        {
            for (var j = i + 1; j < subject.Wans.Length; j++)
            {
                if (Clash(subject, subject.Wans[i], subject.Wans[j]) is { } finding)
                    yield return finding;
            }
        }
    }

    private Finding? Clash(AuditSubject subject, WanLink one, WanLink other)
    {
        var first = Paths(subject, one);
        var second = Paths(subject, other);
        var shared = first.Select(path => path.LastGateway.Address!.ToString()).Intersect(second.Select(path => path.LastGateway.Address!.ToString()), StringComparer.Ordinal).FirstOrDefault();
        var networks = Networks(subject, one).SelectMany(mine => Networks(subject, other).Where(theirs => theirs.Range.Overlaps(mine.Range)).Select(theirs => (Mine: mine, Theirs: theirs))).ToList();
        if (shared is null && networks.Count == 0)
            return null;
        var bare = first.Concat(second).Where(path => path.LastGateway.Interface is null && (path.LastGateway.Address!.ToString() == shared
            || networks.Exists(pair => AddressRange.Parse(path.LastGateway.Address!.ToString()) is { } hop && (hop.Inside(pair.Mine.Range) || hop.Inside(pair.Theirs.Range))))).ToList();
        // Defaults that both clients make themselves name no interface either.
        var made = networks.Count > 0 && first.Count == 0 && second.Count == 0 && subject.Defaults.Any(route => route.Wan.Interface == one.Interface) && subject.Defaults.Any(route => route.Wan.Interface == other.Interface);
        if (bare.Count == 0 && !made)
            return null;
        return new Finding(Id, Severity, $"{one.Interface} and {other.Interface} have the same next hop or network",
            $"{(shared is not null ? $"The next hop {shared} stands behind both {one.Interface} and {other.Interface}" : $"{one.Interface} and {other.Interface} are in the same network")}, and no %interface says which is meant: the router finds it by either of them, so traffic and checks of one WAN run over the other.",
            [.. bare.Select(path => RowText.Evidence(path.Hops is [.., var last] ? last.Item : path.Route.Item)).Distinct(), .. networks.SelectMany(pair => new[] { pair.Mine.Evidence, pair.Theirs.Evidence }).Distinct()],
            [.. bare.Select(path => (Path: path, Line: path.Hops is [.., var last] ? last.Item : path.Route.Item)).DistinctBy(entry => entry.Line)
                .Select(entry => $"/ip route set {Planning.Cli.Find(entry.Line, "dst-address", "gateway", "distance")} gateway={entry.Path.LastGateway.Address}%{entry.Path.Interface}")], $"{one.Interface}/{other.Interface}");
    }

    private static List<DefaultPath> Paths(AuditSubject subject, WanLink wan) =>
        [.. subject.Defaults.Where(route => route.Wan.Interface == wan.Interface && route.Path?.LastGateway.Address is not null).Select(route => route.Path!)];

    private static IEnumerable<(AddressRange Range, Evidence Evidence)> Networks(AuditSubject subject, WanLink wan) =>
        subject.Model.Addresses.Where(entry => !entry.Disabled && !entry.Invalid && entry.Interface == wan.Interface && entry.Address is { IsIPv4: true, IsHost: false })
            .Select(entry => (AddressRange.Of(entry.Address!.Value), RowText.Evidence(entry.Item, "address", "interface", "network")));
}
