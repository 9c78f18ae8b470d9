using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>The next hop of a DHCP, PPPoE or LTE link is typed in, and nothing follows when the ISP changes it.</summary>
public sealed class GwStaticOnDyn : IAuditRule
{
    public string Id => "gw-static-on-dyn";
    public Severity Severity => Severity.High;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (subject.Wans.Length < 2)
            yield break;
        foreach (var wan in subject.Wans.Where(wan => wan.Kind is WanKind.Dhcp or WanKind.Pppoe or WanKind.Lte))
        {
            var typed = subject.Defaults.Where(route => route.Wan.Interface == wan.Interface && route.Path is { LastGateway.Address: not null } path && !IsFixed(subject, wan, path) && !subject.RouteScripts.KeepsCurrent(path)).ToList();
            if (typed.Count == 0)
                continue;
            var rescued = subject.MainDefaultsOf(wan).Any(route => route.ByClient);
            var lines = typed.Select(route => route.Path!.Hops is [.., var last] ? last.Item : route.Default.Item).Distinct().ToList();
            var kind = wan.Kind == WanKind.Dhcp ? "DHCP" : wan.Kind == WanKind.Lte ? "LTE" : "PPPoE";
            yield return new Finding(Id, rescued ? Severity.Medium : Severity, $"The next hop of {wan.Interface} is typed in",
                $"{wan.Interface} gets its address by {kind}, but {string.Join(" and ", typed.Select(route => route.Path!.NextHop).Distinct(StringComparer.Ordinal))} is written as its next hop: on the day the ISP gives another one, these routes lead nowhere and {wan.Interface} is out of use, link up or not."
                + (rescued ? " The client's own default still works then, which is why this is not graver." : ""),
                [.. lines.Select(line => RowText.Evidence(line)), .. wan.Evidence.Take(1)], Fix(wan, lines), wan.Interface);
        }
    }

    /// <summary>A second, fixed address on the same port: the next hop belongs to that.</summary>
    private static bool IsFixed(AuditSubject subject, WanLink wan, DefaultPath path) =>
        subject.Model.Addresses.Any(entry => !entry.Disabled && !entry.Dynamic && (entry.Interface == wan.Interface || entry.Interface == wan.Port) && entry.Address is { } network && network.Contains(path.LastGateway.Address!));

    private static System.Collections.Immutable.ImmutableArray<string> Fix(WanLink wan, List<RouterOs.Model.ConfigItem> lines)
    {
        if (wan.Kind != WanKind.Dhcp)
            return [.. lines.Select(line => $"/ip route set {Planning.Cli.Find(line, "dst-address", "gateway", "distance")} gateway={Planning.Cli.Quote(wan.Interface)}")];
        var mark = wan.Interface + "-next-hop";
        return
        [
            .. lines.Select(line => $"/ip route set {Planning.Cli.Find(line, "dst-address", "gateway", "distance")} comment={Planning.Cli.Quote(mark)}"),
            $"/ip dhcp-client set [find interface={Planning.Cli.Quote(wan.Interface)}] script=\":if (\\$bound=1) do={{ /ip route set [find comment=\\\"{mark}\\\"] gateway=(\\$\\\"gateway-address\\\") }}\"",
        ];
    }
}
