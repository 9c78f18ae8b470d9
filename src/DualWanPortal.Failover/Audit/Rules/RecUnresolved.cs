using System.Net;
using DualWanPortal.Failover.Audit.Dns;
using DualWanPortal.Failover.Audit.Paths;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>The next hop of a recursive default is found by no route, so the default is never active.</summary>
public sealed class RecUnresolved : IAuditRule
{
    public string Id => "rec-unresolved";
    public Severity Severity => Severity.Critical;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (subject.Wans.Length < 2)
            yield break;
        foreach (var path in subject.Paths.Where(path => !path.Route.Disabled && !path.Route.Dynamic && path.Gateway is { Address: not null, Interface: null }))
        {
            // A live router has decided already.
            if (path.Route.Active || !path.Route.ImmediateInterfaces.IsEmpty)
                continue;
            if (NextHopScopes.Of(path, Dialect.IsV6(subject.Model)) is { Fit: ScopeFit.TooHigh, Above: { } above, Below: { } below })
            {
                yield return new Finding(Id, Severity, $"The default over {path.Checked} is never active",
                    FormattableString.Invariant($"The route to {below.Destination!.Value.Address} has scope {below.Scope}, above the target-scope {above.TargetScope} of the route that needs it: {path.Checked} does not resolve and this default stays inactive."),
                    [RowText.Evidence(above.Item), RowText.Evidence(below.Item)],
                    [$"/ip route set {Planning.Cli.Find(below.Item, "dst-address", "gateway", "distance")} scope=10", $"/ip route set {Planning.Cli.Find(above.Item, "dst-address", "gateway", "distance")} target-scope=11"], Key(path));
            }
            else if (!path.IsRecursive && HasNoWay(subject, path.Gateway.Address!))
            {
                yield return new Finding(Id, Severity, $"The default over {path.Checked} is never active",
                    $"No host route and no network of this router leads to {path.Checked}: the default over it stays inactive{(path.Interface is { } name && subject.Wans.Any(wan => wan.Interface == name) ? $", and {name} does not carry what it was meant to" : "")}.",
                    [RowText.Evidence(path.Route.Item)], [$"/ip route add dst-address={path.Checked}/32 gateway=GATEWAY scope=10 target-scope=10"], Key(path));
            }
        }
    }

    private static bool HasNoWay(AuditSubject subject, IPAddress gateway)
    {
        var model = subject.Model;
        if (model.Addresses.Any(entry => !entry.Disabled && entry.Address is { } network && (network.Contains(gateway) || entry.Network == gateway.ToString()))
            || model.DhcpClients.Any(client => client.Gateway == gateway.ToString())
            || model.RoutesTo(gateway).Any(route => !route.Disabled && !route.IsDefault && !route.Blackhole)
            || subject.Scripts.Running.Any(call => call.Text.Contains(gateway.ToString(), StringComparison.Ordinal))
            || model.Menus.Any(menu => menu.StartsWith("/routing/ospf", StringComparison.Ordinal) || menu.StartsWith("/routing/bgp", StringComparison.Ordinal) || menu.StartsWith("/routing/rip", StringComparison.Ordinal)))
            return false;
        // Another default may be found by a target scope this wide; that is a fault of its own.
        // A lease or session may bring the network that an export does not show; but nobody's next hop is a public resolver.
        var hidden = model.DhcpClients.Any(client => !client.Disabled) || model.PppoeClients.Any(client => !client.Disabled) || model.LteInterfaces.Any(lte => !lte.Disabled)
            || model.Interfaces.Any(entry => !entry.Disabled && entry.Type.EndsWith("-out", StringComparison.Ordinal));
        return PublicResolvers.Contains(gateway.ToString()) || (!hidden && !model.IsLive);
    }

    private static string Key(DefaultPath path) => $"{path.Route.Table}/{path.Checked}";
}
