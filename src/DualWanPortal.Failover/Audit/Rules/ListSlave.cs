using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>A list membership, an address or a DHCP client on a port that belongs to a bridge.</summary>
public sealed class ListSlave : IAuditRule
{
    public string Id => "list-slave";
    public Severity Severity => Severity.Medium;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (!subject.HasSeveralWans)
            yield break;
        var model = subject.Model;
        foreach (var client in model.DhcpClients.Where(client => !client.Disabled))
        {
            if (LinkSide.SlaveOf(model, client.Interface) is { } port)
                yield return Of(Severity, client.Item, port, "The DHCP client never gets a lease", "the client is invalid there and this line stays without address", subject);
        }
        foreach (var address in model.Addresses.Where(address => !address.Disabled && !address.Dynamic))
        {
            var name = address.Item["interface"] ?? "";
            if (LinkSide.SlaveOf(model, name) is { } port)
                yield return Of(subject.Wans.Any(wan => wan.Interface == name) ? Severity : Severity.Low, address.Item, port, $"Address {address.Item["address"]} is on a bridge port",
                    "packets arrive by the bridge, so rules and routes that name the port do not see them", subject);
        }
        foreach (var member in model.ListMembers.Where(member => !member.Disabled && !member.Dynamic && IsUsed(model, member.List)))
        {
            // With its bridge on the same list the port is named twice, which does no harm.
            if (LinkSide.SlaveOf(model, member.Interface) is { } port && !model.IsOnList(port.Bridge, member.List))
                yield return Of(Severity, member.Item, port, $"List {member.List} names a bridge port", "the firewall sees the bridge and never the port, so rules by this list miss its traffic", subject);
        }
    }

    private Finding Of(Severity severity, ConfigItem item, BridgePortEntry port, string title, string effect, AuditSubject subject)
    {
        var isWan = subject.Wans.Any(wan => wan.Interface == port.Interface || wan.Port == port.Interface);
        var fix = isWan ? $"/interface bridge port remove {Cli.Find(port.Item, "interface")}"
            : $"/{item.Menu.TrimStart('/').Replace('/', ' ')} set {Cli.Find(item, "list", "address", "interface")} interface={Cli.Quote(port.Bridge)}";
        return new Finding(Id, severity, title, $"{port.Interface} is a port of bridge {port.Bridge}: {effect}.",
            [RowText.Evidence(item, "list", "address", "interface"), RowText.Evidence(port.Item, "bridge", "interface")], [fix], $"{item.Menu}/{port.Interface}/{item["list"] ?? item["address"]}");
    }

    private static bool IsUsed(RouterModel model, string list) =>
        model.Filter.Concat(model.Nat).Concat(model.Mangle).Concat(model.Raw).Any(rule => !rule.Disabled
            && (rule.InInterfaceList?.TrimStart('!') == list || rule.OutInterfaceList?.TrimStart('!') == list));
}
