using System.Collections.Immutable;
using DualWanPortal.Failover.Audit.Chains;
using DualWanPortal.Failover.Audit.Nat;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>Neighbour discovery or the MAC server answers on a WAN.</summary>
public sealed class NeighborOnWan : IAuditRule
{
    private static readonly ImmutableArray<(string Menu, string Property, string What)> s_settings =
    [
        ("/ip/neighbor/discovery-settings", "discover-interface-list", "neighbour discovery"),
        ("/tool/mac-server", "allowed-interface-list", "MAC telnet"),
        ("/tool/mac-server/mac-winbox", "allowed-interface-list", "MAC Winbox"),
    ];

    public string Id => "neighbor-on-wan";
    public Severity Severity => Severity.Low;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (!subject.HasSeveralWans)
            yield break;
        // Where the source has no line, the default differs by version and factory script: nothing is said then.
        var answering = s_settings.SelectMany(setting => subject.Model.Menu(setting.Menu).Where(row => row[setting.Property] is { Length: > 0 }).TakeLast(1)
                .Select(row => (Setting: setting, Row: row, Wans: subject.ExposedWans.Where(wan => Answers(subject.Model, row[setting.Property]!, wan)).Select(wan => wan.Interface).ToList())))
            .Where(entry => entry.Wans.Count > 0).ToList();
        if (answering.Count == 0)
            yield break;
        var lan = subject.Model.Lists.FirstOrDefault(list => subject.Wans.All(wan => !subject.Model.IsOnList(wan.Interface, list.Name)) && !subject.Model.InterfacesOn(list.Name).IsEmpty
            && list.Name is not ("none" or "dynamic" or "static"))?.Name ?? "none";
        yield return new Finding(Id, Severity, "The router shows itself on a WAN",
            $"{char.ToUpperInvariant(answering[0].Setting.What[0])}{Words.And(answering.Select(entry => entry.Setting.What))[1..]} work on {Words.And(answering.SelectMany(entry => entry.Wans).Distinct(StringComparer.Ordinal))}: neighbours on that line learn model and version of the router{(answering.Exists(entry => entry.Setting.Menu.StartsWith("/tool", StringComparison.Ordinal)) ? " and get a login prompt that no IP filter guards" : "")}.",
            [.. answering.Select(entry => RowText.Evidence(entry.Row, entry.Setting.Property))],
            [.. answering.Select(entry => $"/{entry.Setting.Menu.TrimStart('/').Replace('/', ' ')} set {entry.Setting.Property}={lan}")]);
    }

    private static bool Answers(RouterModel model, string list, WanLink wan) =>
        list.StartsWith('!') ? InterfaceNames.OnList(model, list[1..], wan.Interface) == Match.No : InterfaceNames.OnList(model, list, wan.Interface) == Match.Yes;
}
