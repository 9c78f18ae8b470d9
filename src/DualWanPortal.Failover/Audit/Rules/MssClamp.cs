using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>A WAN with a smaller packet size and nothing that tells TCP so.</summary>
public sealed class MssClamp : IAuditRule
{
    private const int Ethernet = 1500;

    public string Id => "mss-clamp";
    public Severity Severity => Severity.Low;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        var model = subject.Model;
        foreach (var wan in subject.HasSeveralWans && model.Knows("/ip/firewall/mangle") ? subject.Wans : [])
        {
            if (Cause(model, wan) is not { } cause || IsClamped(model, wan))
                continue;
            yield return new Finding(Id, Severity, $"TCP is not fitted to {wan.Interface}",
                $"Packets on {wan.Interface} are smaller than on Ethernet and the segment size is not clamped: after a switch some pages and uploads stall, those behind a filter that drops the ICMP which should tell.",
                [RowText.Evidence(cause, "name", "change-tcp-mss", "mtu", "interface", "profile"), .. wan.Evidence.Take(1)],
                [$"/ip firewall mangle add chain=forward out-interface={Cli.Quote(wan.Interface)} protocol=tcp tcp-flags=syn action=change-mss new-mss=clamp-to-pmtu"], wan.Interface);
        }
    }

    /// <summary>PPP profiles clamp by themselves unless told not to.</summary>
    internal static ConfigItem? Cause(RouterModel model, WanLink wan)
    {
        if (wan.Kind == WanKind.Pppoe && model.PppoeClients.FirstOrDefault(client => client.Name == wan.Interface) is { } client)
            return model.Menu("/ppp/profile").FirstOrDefault(profile => (profile["name"] ?? profile["default-name"] ?? "default") == client.Profile && profile["change-tcp-mss"] is "no" or "false");
        return model.Interface(wan.Interface) is { } own && own.Item.Number("mtu", Ethernet) is > 0 and < Ethernet ? own.Item : null;
    }

    internal static bool IsClamped(RouterModel model, WanLink wan) => model.Mangle.Any(rule => !rule.Disabled && rule.Action == "change-mss"
        && (rule.OutInterface is not { Length: > 0 } name || name == wan.Interface || name is "all-ppp" or "all")
        && (rule.OutInterfaceList is not { Length: > 0 } list || (list[0] == '!' ? !model.IsOnList(wan.Interface, list[1..]) : model.IsOnList(wan.Interface, list))));
}
