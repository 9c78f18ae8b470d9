using DualWanPortal.Failover.Audit.Chains;
using DualWanPortal.Failover.Audit.Nat;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>The API without TLS is opened on purpose to addresses in the Internet: the password crosses it in clear.</summary>
public sealed class ApiPlain : IAuditRule
{
    public string Id => "api-plain";
    public Severity Severity => Severity.Medium;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (!subject.HasSeveralWans || ManagementService.Enabled(subject.Model).FirstOrDefault(service => service.Name == "api") is not { } api)
            yield break;
        var opening = subject.Model.Filter.Where(rule => !rule.Disabled && Opens(subject, rule, api.Port)).ToList();
        var named = api.Item?["address"] is { Length: > 0 } addresses
            && addresses.Split(',', StringSplitOptions.TrimEntries).Any(range => AddressRange.Parse(range) is { IsPrivate: false, IsEverything: false })
            && subject.ExposedWans.Any(wan => subject.Firewall.Input(wan, "tcp", api.Port).Fate == Fate.Accept);
        if (opening.Count == 0 && !named)
            yield break;
        yield return new Finding(Id, Severity, "The API is used in clear beyond the LAN",
            $"Port {api.Port} (api, without TLS) is opened to addresses outside: whoever listens on the way reads every configuration and every password that is set.",
            [.. opening.Select(rule => RowText.Evidence(rule.Item)), .. api.Item is { } item ? [RowText.Evidence(item, "name", "port", "address", "disabled")] : Array.Empty<Evidence>()],
            ["/ip service disable api", "/ip service enable api-ssl"]);
    }

    private static bool Opens(AuditSubject subject, FirewallRuleEntry rule, int port)
    {
        if (rule.Chain != "input" || rule.Action != "accept" || rule.Item["dst-port"] is not { } ports || PortSet.Holds(ports, port) != Match.Yes)
            return false;
        var source = rule.Item["src-address"] ?? "";
        var list = rule.Item["src-address-list"] ?? "";
        if (source.Length == 0 && list.Length == 0)
            return subject.ExposedWans.Any(wan => ReferenceEquals(subject.Firewall.Input(wan, "tcp", port).Rule, rule));
        var fromWan = subject.ExposedWans.Any(wan => Takes(subject.Model, rule, wan.Interface));
        return fromWan && (IsPublic(source) || subject.Model.AddressLists.Any(entry => !entry.Disabled && entry.List == list && IsPublic(entry.Address)));
    }

    private static bool Takes(RouterModel model, FirewallRuleEntry rule, string wan) =>
        Holds(rule.InInterface, name => InterfaceNames.Is(model, name, wan)) && Holds(rule.InInterfaceList, name => InterfaceNames.OnList(model, name, wan));

    private static bool Holds(string? matcher, Func<string, Match> test) =>
        matcher is not { Length: > 0 } || (matcher.StartsWith('!') ? test(matcher[1..]) == Match.No : test(matcher) == Match.Yes);

    private static bool IsPublic(string range) => AddressRange.Parse(range) is { IsPrivate: false, IsEverything: false };
}
