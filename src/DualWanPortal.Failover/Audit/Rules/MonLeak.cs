using DualWanPortal.Failover.Audit.Paths;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>A probe that is to judge one WAN leaves by the other when the first has lost its link.</summary>
public sealed class MonLeak : IAuditRule
{
    public string Id => "mon-leak";
    public Severity Severity => Severity.Medium;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (subject.Wans.Length < 2)
            yield break;
        // A recursive default does not leak by itself: the other default lies outside its target scope (reference 5 B). What pings does.
        var probes = subject.Model.Menu("/tool/netwatch").Where(watch => !watch.Flag("disabled") && watch["src-address"] is null or "" or "0.0.0.0" or "::").Select(watch => (Item: watch, Host: watch["host"]))
            .Concat(subject.RouteScripts.Movers.Where(call => call.Hook == Scripts.ScriptHook.Scheduler).Select(call => (call.Item, Host: RouteScripts.Pinged(call.Text))));
        foreach (var (item, host) in probes)
        {
            if (AddressWithPrefix.Parse(host) is not { IsIPv4: true } address || Pins.Of(subject.Model, address.Address) is not { } pin || Pins.IsHeld(subject.Model, pin))
                continue;
            if (Pins.InterfaceOf(subject, pin) is not { } name || subject.Wans.All(wan => wan.Interface != name) || item.Flag("disabled"))
                continue;
            var blackhole = Dialect.IsV6(subject.Model) == true ? "type=blackhole" : "blackhole";
            yield return new Finding(Id, Severity, $"The probe of {name} leaves by the other WAN",
                $"{host} is pinned to {name}, but nothing stands behind the host route: when {name} loses its link, the route goes and the probe is answered over the other WAN, so {name} is reported as working and what the probe moves is put back onto a dead link.",
                [RowText.Evidence(item), RowText.Evidence(pin.Item)], [$"/ip route add dst-address={host}/32 {blackhole} distance=20"], $"{name}/{host}");
        }
    }
}
