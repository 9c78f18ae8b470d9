using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>A WAN is there, but no default route leads out by it.</summary>
public sealed class DefSingle : IAuditRule
{
    public string Id => "def-single";
    public Severity Severity => Severity.High;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (subject.Wans.Length < 2 || subject.Defaults.IsEmpty)
            yield break;
        foreach (var wan in subject.Wans.Where(wan => wan.Kind != WanKind.WireGuard))
        {
            if (subject.Defaults.Any(route => route.Wan.Interface == wan.Interface) || subject.Paths.Any(path => !path.Route.Disabled && (path.Interface == wan.Interface || path.Interface is null || path.Route.Dynamic && path.Interface == wan.Interface)))
                continue;
            var off = subject.Paths.Where(path => path.Route.Disabled && path.Interface == wan.Interface).ToList();
            // A script switches it on, or writes it when the link comes up.
            if (subject.RouteScripts.Mentions(wan.Interface) || off.Exists(path => path.Route.Comment is { Length: > 0 } comment && subject.RouteScripts.Mentions(comment)) || subject.Scripts.Running.Any(call => call.Interfaces.Contains(wan.Interface) && Paths.RouteScripts.ChangesPaths(call.Text)))
                continue;
            yield return Lacking(subject, wan, off);
        }
    }

    private Finding Lacking(AuditSubject subject, WanLink wan, List<DefaultPath> off)
    {
        var distance = subject.Defaults.Max(route => route.Distance) + 1;
        var client = subject.Model.DhcpClients.FirstOrDefault(entry => entry.Interface == wan.Interface && !entry.Disabled)?.Item ?? subject.Model.PppoeClients.FirstOrDefault(entry => entry.Name == wan.Interface && !entry.Disabled)?.Item;
        var fix = off.Count > 0
            ? $"/ip route enable {Cli.Find(off[0].Route.Item, "dst-address", "gateway", "distance")}"
            : client is not null
                ? FormattableString.Invariant($"{Cli.Path(client.Menu)} set {Cli.Find(client, client.Menu == "/ip/dhcp-client" ? "interface" : "name")} add-default-route=yes default-route-distance={distance}")
                : FormattableString.Invariant($"/ip route add dst-address=0.0.0.0/0 gateway={(wan.Kind is WanKind.Pppoe or WanKind.Lte ? wan.Interface : "GATEWAY")} distance={distance} check-gateway=ping");
        return new Finding(Id, Severity, $"No default route by {wan.Interface}",
            $"{wan.Interface} is connected and listed as a WAN, but {(off.Count > 0 ? "its default route is switched off" : "no default route leads out by it")}: when the other WAN fails, nothing takes over.",
            [.. wan.Evidence.Take(3), .. off.Select(path => RowText.Evidence(path.Route.Item))], [fix], wan.Interface);
    }
}
