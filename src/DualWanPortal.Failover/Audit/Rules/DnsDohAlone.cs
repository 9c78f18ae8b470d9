using System.Net;
using DualWanPortal.Failover.Audit.Dns;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>DNS over HTTPS whose server's name nobody can resolve when the primary is gone.</summary>
public sealed class DnsDohAlone : IAuditRule
{
    public string Id => "dns-doh-alone";
    public Severity Severity => Severity.Medium;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (subject.Wans.Length < 2 || subject.Model.Dns is not { } dns || dns["use-doh-server"] is not { Length: > 0 } doh || !Uri.TryCreate(doh, UriKind.Absolute, out var address))
            yield break;
        if (IPAddress.TryParse(address.Host, out _) || subject.Model.Menu("/ip/dns/static").Any(entry => !entry.Flag("disabled") && entry["name"] == address.Host))
            yield break;
        var plain = subject.Resolvers.Router.Resolvers;
        var survive = plain.Any(resolver => resolver.Place is ResolverPlace.Anywhere or ResolverPlace.Inside or ResolverPlace.Unknown)
            || plain.Select(resolver => resolver.Wan).Distinct(StringComparer.Ordinal).Count() > 1;
        if (survive || !subject.Model.Knows("/ip/dns/static"))
            yield break;
        yield return new Finding(Id, Severity, "DNS over HTTPS has no bootstrap",
            $"All names are asked over HTTPS from {address.Host}, and {(plain.IsEmpty ? "nothing resolves that name itself" : "only resolvers of one WAN resolve that name itself")}: after a restart{(plain.IsEmpty ? "" : " or a switch")} no name resolves, with no fall back to plain DNS.",
            [RowText.Evidence(dns, "servers", "use-doh-server", "verify-doh-cert")], ["/ip dns set servers=1.1.1.1,9.9.9.9"]);
    }
}
