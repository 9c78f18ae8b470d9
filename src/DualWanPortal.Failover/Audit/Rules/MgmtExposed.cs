using System.Collections.Immutable;
using DualWanPortal.Failover.Audit.Chains;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>A service that the router is managed by answers the Internet.</summary>
public sealed class MgmtExposed : IAuditRule
{
    public string Id => "mgmt-exposed";
    public Severity Severity => Severity.High;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (!subject.HasSeveralWans)
            yield break;
        var open = new List<(WanLink Wan, ManagementService Service, ChainVerdict Verdict)>();
        foreach (var service in ManagementService.Open(subject.Model))
        {
            open.AddRange(subject.ExposedWans.Select(wan => (wan, service, subject.Firewall.Input(wan, service.Protocol, service.Port))).Where(entry => entry.Item3.Fate == Fate.Accept));
        }
        if (open.Count == 0)
            yield break;
        var byWan = open.GroupBy(entry => entry.Wan, entry => entry.Service).Select(wan => (wan.Key.Interface, Services: Words.And(wan.Select(service => service.ToString())))).ToList();
        var where = byWan.TrueForAll(wan => wan.Services == byWan[0].Services)
            ? $"{byWan[0].Services} by {Words.And(byWan.Select(wan => wan.Interface))}"
            : string.Join("; ", byWan.Select(wan => $"{wan.Services} by {wan.Interface}"));
        var services = open.Select(entry => entry.Service).Distinct().ToList();
        var mild = services.TrueForAll(service => service.Name is "ssh" or "winbox");
        ImmutableArray<Evidence> evidence = [
            .. open.Select(entry => entry.Verdict.Rule).OfType<RouterOs.Model.FirewallRuleEntry>().DistinctBy(rule => rule.Item).Select(rule => RowText.Evidence(rule.Item)),
            .. services.Where(service => service.Item is not null).Select(service => RowText.Evidence(service.Item!, "name", "numbers", "port", "address", "disabled", "enabled")),
            .. open.Select(entry => entry.Wan).Distinct().SelectMany(wan => wan.Evidence.Take(1))];
        yield return new Finding(Id, mild ? Severity.Medium : Severity, "Management is reachable from the Internet",
            $"Anybody in the Internet can reach {where} and try passwords there, now and on every line that is up.{(mild ? " Only services that encrypt are open, so this is medium." : "")}",
            evidence, [.. services.Select(service => Fix(subject, service))]);
    }

    /// <summary>Narrowed to the LAN's own networks; what nobody uses is better switched off.</summary>
    private static string Fix(AuditSubject subject, ManagementService service)
    {
        if (service.Name == "snmp")
            return "/snmp set enabled=no";
        if (service.Name is "telnet" or "ftp")
            return $"/ip service disable {service.Name}";
        var outside = subject.Wans.SelectMany(wan => new[] { wan.Interface, wan.Port }).ToHashSet(StringComparer.Ordinal);
        var lans = subject.Model.Addresses.Where(entry => !entry.Disabled && !outside.Contains(entry.Interface) && entry.Address is { IsIPv4: true, IsHost: false } && entry.Network is not null)
            .Select(entry => FormattableString.Invariant($"{entry.Network}/{entry.Address!.Value.PrefixLength}")).Distinct(StringComparer.Ordinal);
        var own = string.Join(',', lans);
        return own.Length > 0 ? $"/ip service set {service.Name} address={own}" : $"/ip service disable {service.Name}";
    }
}
