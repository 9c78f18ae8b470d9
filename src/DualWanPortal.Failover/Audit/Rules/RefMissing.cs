using System.Text.RegularExpressions;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>A line names an interface, list, table or id that is not there any more.</summary>
public sealed partial class RefMissing : IAuditRule
{
    public string Id => "ref-missing";
    public Severity Severity => Severity.High;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (!subject.HasSeveralWans)
            yield break;
        var missing = subject.Model.Items.Where(item => !item.Flag("disabled") && !item.Flag("dynamic")).SelectMany(item => Lost(subject.Model, item)).ToList();
        foreach (var group in missing.GroupBy(entry => Matters(entry.Item.Menu)))
        {
            var names = Words.And(group.Select(entry => entry.What).Distinct(StringComparer.Ordinal).Take(6));
            yield return group.Key
                ? new Finding(Id, Severity, "Rules refer to what does not exist", $"{names}: these lines never apply, and what they are meant to do does not happen on the day it is needed.",
                    [.. group.Select(entry => RowText.Evidence(entry.Item)).Distinct()], [], "rules")
                : new Finding(Id, Severity.Low, "Leftovers of deleted objects", $"{names}: these lines have no effect. They touch no route and no filter, so this is low.",
                    [.. group.Select(entry => RowText.Evidence(entry.Item)).Distinct()], [], "leftovers");
        }
    }

    private static IEnumerable<(ConfigItem Item, string What)> Lost(RouterModel model, ConfigItem item)
    {
        foreach (var (name, value) in item.Values)
        {
            if (name[0] is '.' or '!' || name is "numbers" or "comment" or "source" or "name" or "on-event" or "script")
                continue;
            if (InternalId().IsMatch(value))
                yield return (item, $"{name}={value} of {item.Menu} is the id of something deleted");
            else if (name is "in-interface-list" or "out-interface-list" && !HasList(model, value.TrimStart('!')))
                yield return (item, $"list {value.TrimStart('!')} does not exist");
            else if (name is "in-interface" or "out-interface" or "interface" && IsRenamed(model, value.TrimStart('!')))
                yield return (item, $"{value.TrimStart('!')} has another name now");
            else if (name is "new-routing-mark" or "routing-table" && item.Menu is "/ip/route" or "/ip/firewall/mangle" && !HasTable(model, value))
                yield return (item, $"routing table {value} does not exist");
        }
        if (item.Menu == "/interface/bridge/port" && item.Line is not null && item["interface"] is not null && item["bridge"] is null)
            yield return (item, $"the bridge of port {item["interface"]} is gone");
        if (item.Menu == "/ip/dhcp-client" && item["interface"] is null && item["numbers"] is null)
            yield return (item, "a DHCP client has no interface");
    }

    private static bool HasList(RouterModel model, string list) =>
        list.Length == 0 || list is "all" or "none" or "dynamic" or "static" || !model.Knows("/interface/list") || model.Lists.Any(entry => entry.Name == list)
        // A text without the section was trimmed.
        || model.Lists.IsEmpty || model.ListMembers.Any(member => member.List == list);

    /// <summary>An export names a port that was left as it was nowhere, but a renamed one by both names.</summary>
    private static bool IsRenamed(RouterModel model, string name) =>
        model.Interface(name) is null && model.Interfaces.Any(entry => entry.DefaultName == name && entry.Name != name);

    /// <summary>v6 makes a table by naming it.</summary>
    private static bool HasTable(RouterModel model, string table) =>
        table.Length == 0 || table == "main" || model.Version is not { Major: >= 7 } || !model.Knows("/routing/table")
        || model.RoutingTables.Any(row => row["name"] == table) || model.Menu("/ip/vrf").Any(row => row["name"] == table) || (!model.IsLive && model.RoutingTables.IsEmpty);

    private static bool Matters(string menu) => menu.StartsWith("/ip/firewall/", StringComparison.Ordinal) || menu is "/ip/route" or "/routing/rule" or "/ip/route/rule" or "/interface/list/member" or "/ip/address";

    [GeneratedRegex(@"^!?\*[0-9A-F]{1,8}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex InternalId();
}
