using DualWanPortal.Failover.Audit.Dns;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>All resolvers that somebody uses hang on one WAN.</summary>
public sealed class DnsPath : IAuditRule
{
    public string Id => "dns-path";
    public Severity Severity => Severity.High;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (subject.Wans.Length < 2 || !subject.Resolvers.IsKnown || subject.Model.Dns?["use-doh-server"] is { Length: > 0 })
            yield break;
        var lost = Lost(subject).ToList();
        if (lost.Count == 0)
            yield break;
        var wans = lost.SelectMany(set => set.Resolvers).Select(resolver => resolver.Wan).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var way = wans.Count == 0 ? "They are private addresses that no network of this router contains, so they stand behind one of the ISPs" : $"They are reached by {string.Join(" or ", wans)} only";
        yield return new Finding(Id, Severity, "All resolvers hang on one WAN",
            $"{string.Join(" and ", lost.Select(set => $"{Upper(set.Who)} {(set.IsRouters ? "uses" : "use")} {string.Join(", ", set.Resolvers.Select(resolver => resolver.Address))}"))}. {way}: when that WAN dies, traffic fails over but no name resolves, which to people is an outage.",
            [.. lost.Where(set => set.Item is not null).Select(set => RowText.Evidence(set.Item!, "servers", "address", "dns-server", "gateway")), .. lost.SelectMany(set => set.Resolvers).Select(resolver => resolver.Why).OfType<RouterOs.Model.ConfigItem>().Distinct().Select(item => RowText.Evidence(item))],
            [.. lost.Select(set => set.IsRouters || set.Item is null ? "/ip dns set servers=1.1.1.1,9.9.9.9" : $"/ip dhcp-server network set {Planning.Cli.Find(set.Item, "address")} dns-server=1.1.1.1,9.9.9.9")]);
    }

    /// <summary>Sets of which every resolver depends on the same WAN.</summary>
    internal static IEnumerable<ResolverSet> Lost(AuditSubject subject) =>
        subject.Resolvers.All.Where(set => !set.Resolvers.IsEmpty && set.Resolvers.All(resolver => resolver.Place == ResolverPlace.OneWan)
            && set.Resolvers.Select(resolver => resolver.Wan).Distinct(StringComparer.Ordinal).Count() == 1);

    private static string Upper(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}
