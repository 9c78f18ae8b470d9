using DualWanPortal.Failover.Audit.Scripts;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>The host that decides about a WAN is reached by whatever WAN happens to be active.</summary>
public sealed class NwUnpinned : IAuditRule
{
    public string Id => "nw-unpinned";
    public Severity Severity => Severity.High;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        var others = subject.Scripts.Running.Where(call => !call.IsNetwatch).ToList();
        foreach (var watch in subject.HasSeveralWans ? subject.Watches : [])
        {
            if (!watch.Moves || watch.Address is null || watch.Pin is not null || watch.Wan is not null || IsSentByRule(subject.Model, watch) || IsLocal(subject.Model, watch) || IsPinnedByScript(subject.Model, others, watch))
                continue;
            var wan = subject.Wans[0];
            yield return new Finding(Id, Severity, $"Probe {watch.Host} is pinned to no WAN",
                $"Netwatch switches routes by {watch.Host}, which is asked over whichever WAN is active: after the switch it answers by the other one, the primary is called up again while it is dead, and the routes swing back and forth.",
                [RowText.Evidence(watch.Item, "host", "type", "src-address", "up-script", "down-script")],
                wan.Gateway is { } gateway ? [$"/ip route add dst-address={watch.Host}/32 gateway={Cli.Quote(gateway)} scope=10", Blackhole(subject.Model, watch.Host)] : [], watch.Host);
        }
    }

    private static string Blackhole(RouterModel model, string host) =>
        model.Version is { IsV6: true } ? $"/ip route add dst-address={host}/32 type=blackhole distance=20" : $"/ip route add dst-address={host}/32 blackhole distance=20";

    private static bool IsSentByRule(RouterModel model, LinkWatch watch) =>
        model.RoutingRules.Any(rule => !rule.Disabled && ((AddressWithPrefix.Parse(watch.Item["src-address"]) is { } source && rule.Source is { } from && from.Contains(source.Address))
            || (rule.Destination is { } to && to.Contains(watch.Address!))));

    private static bool IsLocal(RouterModel model, LinkWatch watch) =>
        model.Addresses.Any(entry => !entry.Disabled && entry.Address is { IsHost: false } own && own.Contains(watch.Address!));

    /// <summary>A client's script may keep the host route (reference 5 D).</summary>
    private static bool IsPinnedByScript(RouterModel model, List<ScriptCall> others, LinkWatch watch) =>
        others.Exists(call => call.Text.Contains(watch.Host, StringComparison.Ordinal) || !LinkWatch.IsKnown(model, call));
}
