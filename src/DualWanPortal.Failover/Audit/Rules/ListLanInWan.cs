using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>An interface that serves clients is on the list of WANs.</summary>
public sealed class ListLanInWan : IAuditRule
{
    public string Id => "list-lan-in-wan";
    public Severity Severity => Severity.High;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (!subject.HasSeveralWans)
            yield break;
        var model = subject.Model;
        var outside = subject.Wans.SelectMany(wan => new[] { wan.Interface, wan.Port }).ToHashSet(StringComparer.Ordinal);
        foreach (var list in model.ListMembers.Select(member => member.List).Concat(model.Lists.Select(entry => entry.Name)).Distinct(StringComparer.Ordinal).Where(IsUsedForWans(subject)))
        {
            foreach (var name in model.InterfacesOn(list).Where(name => !outside.Contains(name) && Serves(model, name)).Order(StringComparer.Ordinal))
            {
                var members = model.ListMembers.Where(member => !member.Disabled && member.Interface == name && model.IsOnList(name, list)).ToList();
                var direct = members.Find(member => member.List == list);
                yield return new Finding(Id, Severity, $"{name} serves the LAN and is on list {list}",
                    $"{name} serves clients but counts as a WAN: what is dropped from the Internet is dropped from these clients too, and their traffic to each other is translated.",
                    [.. members.Select(member => RowText.Evidence(member.Item, "list", "interface")), .. model.Menu("/ip/dhcp-server").Where(server => server["interface"] == name).Select(server => RowText.Evidence(server, "name", "interface"))],
                    direct is null ? [] : [$"/interface list member remove {Cli.Find(direct.Item, "list", "interface")}"], $"{name}/{list}");
            }
        }
    }

    private static Func<string, bool> IsUsedForWans(AuditSubject subject) =>
        list => list is not ("all" or "none" or "dynamic" or "static") && LinkSide.IsWanName(list) && subject.Wans.Any(wan => subject.Model.IsOnList(wan.Interface, list));

    /// <summary>Hands out leases, or is a bridge that is on a list of the LAN besides.</summary>
    private static bool Serves(RouterModel model, string name) =>
        LinkSide.HandsOutLeases(model, name)
        || (model.Interface(name) is { Type: "bridge" } && model.ListMembers.Any(member => !member.Disabled && member.Interface == name && !LinkSide.IsWanName(member.List)));
}
