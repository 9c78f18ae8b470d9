using DualWanPortal.Failover.Audit.Chains;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>What comes in by the WAN that does not carry the default is answered through the one that does.</summary>
public sealed class PbrReply : IAuditRule
{
    public string Id => "pbr-reply";
    public Severity Severity => Severity.Medium;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (!subject.HasSeveralWans || !subject.Model.Knows("/ip/firewall/mangle"))
            yield break;
        var marks = new MangleMarks(subject.Model);
        foreach (var wan in subject.ExposedWans.Where(wan => wan.Role == WanRole.Backup && !marks.ReturnsBy(wan) && !HasRule(subject, wan)))
        {
            var served = PortForwards.By(subject.Model, wan);
            if (served.IsEmpty)
                continue;
            yield return new Finding(Id, Severity, $"Inbound connections on {wan.Interface} are answered by another WAN",
                $"A port forward takes connections in by {wan.Interface}, but while another WAN carries the default the answers leave there, and nobody gets through to the service by this line.",
                [.. served.Select(rule => RowText.Evidence(rule.Item)), .. wan.Evidence.Take(1)], Fix(subject, wan), wan.Interface);
        }
    }

    private static bool HasRule(AuditSubject subject, WanLink wan)
    {
        var own = subject.Model.Addresses.Where(entry => !entry.Disabled && entry.Interface == wan.Interface && entry.Address is not null).Select(entry => entry.Address!.Value.Address).ToList();
        // A rule by source address is looked at before translation is undone, so it only helps the router itself; marks do for what is forwarded.
        return subject.Model.RoutingRules.Any(rule => !rule.Disabled && rule.Table != "main" && rule.Source is { } source && own.Exists(source.Contains) && PortForwards.By(subject.Model, wan).All(forward => forward.Action == "redirect"));
    }

    private static System.Collections.Immutable.ImmutableArray<string> Fix(AuditSubject subject, WanLink wan)
    {
        var name = Cli.Quote("in-" + wan.Interface);
        var lan = subject.Model.Lists.Any(list => list.Name == "LAN") ? "in-interface-list=LAN" : $"in-interface=!{Cli.Quote(wan.Interface)}";
        string[] v7 = [$"/routing table add name={name} fib", $"/ip route add dst-address=0.0.0.0/0 gateway={Cli.Quote(wan.Gateway ?? wan.Interface)} routing-table={name}"];
        string[] v6 = [$"/ip route add dst-address=0.0.0.0/0 gateway={Cli.Quote(wan.Gateway ?? wan.Interface)} routing-mark={name}"];
        return [.. subject.Model.Version is { IsV6: true } ? v6 : v7,
            $"/ip firewall mangle add chain=prerouting in-interface={Cli.Quote(wan.Interface)} connection-state=new connection-mark=no-mark action=mark-connection new-connection-mark={name} passthrough=yes",
            $"/ip firewall mangle add chain=prerouting {lan} connection-mark={name} action=mark-routing new-routing-mark={name} passthrough=no",
            $"/ip firewall mangle add chain=output connection-mark={name} action=mark-routing new-routing-mark={name} passthrough=no"];
    }
}
