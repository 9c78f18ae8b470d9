using System.Text.RegularExpressions;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>An Ethernet interface stands where a neighbour's address belongs.</summary>
public sealed partial class GwIsEth : IAuditRule
{
    public string Id => "gw-is-eth";
    public Severity Severity => Severity.High;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (subject.Wans.Length < 2)
            yield break;
        var routes = subject.Paths.Where(path => !path.Route.Disabled && !path.Route.Dynamic)
            .Select(path => (Path: path, Route: path.Hops is [.., var last] ? last : path.Route))
            .Where(entry => entry.Path.LastGateway is { Address: null, Interface: { Length: > 0 } name } && IsBroadcast(subject.Model, name))
            .DistinctBy(entry => entry.Route.Item).ToList();
        foreach (var (path, route) in routes)
        {
            var name = path.LastGateway.Interface!;
            var leased = subject.Model.DhcpClients.FirstOrDefault(client => !client.Disabled && client.Interface == name);
            yield return new Finding(Id, Severity, $"{name} is no gateway",
                $"The route names the port {name} instead of a neighbour: the router then asks by ARP for every address of the Internet on that wire. It works only while the ISP's device answers for all of them, fills the ARP table, and cannot be checked.",
                [RowText.Evidence(route.Item)],
                leased is not null
                    ? [$"/ip dhcp-client set [find interface={Planning.Cli.Quote(name)}] add-default-route=yes default-route-distance={path.Route.Distance}", $"/ip route remove {Planning.Cli.Find(route.Item, "dst-address", "gateway", "distance")}"]
                    : [$"/ip route set {Planning.Cli.Find(route.Item, "dst-address", "gateway", "distance")} gateway=GATEWAY"], name);
        }
    }

    /// <summary>An export has no row for a port that was left as it was: then its name and its address tell.</summary>
    private static bool IsBroadcast(RouterModel model, string name) => model.Interface(name) is { Type.Length: > 0 } known
        ? known.Type is "ether" or "vlan" or "bridge" or "bond" or "wlan" or "wifi" or "macvlan" or "veth"
        : PortName().IsMatch(name);

    [GeneratedRegex("^(ether|sfp|qsfp|combo|wlan|bridge|vlan|bonding)[0-9]*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PortName();
}
