using DualWanPortal.Failover.Audit.Scripts;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>The down script takes away the path that its own probe needs, so the probe never recovers.</summary>
public sealed class NwDisablesSelf : IAuditRule
{
    public string Id => "nw-disables-self";
    public Severity Severity => Severity.Critical;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        foreach (var watch in subject.HasSeveralWans ? subject.Watches : [])
        {
            if (OwnPath(subject, watch) is not { } path)
                continue;
            yield return new Finding(Id, Severity, $"The probe of {watch.Host} cuts its own path",
                $"When {watch.Host} fails, the down script takes away {path.What}, by which the probe itself leaves: it can never be answered again, and the line stays off until somebody puts it back by hand. Switch only the default route, never what the probe stands on.",
                [RowText.Evidence(watch.Item, "host", "type", "up-script", "down-script"), .. path.Item is { } item ? [RowText.Evidence(item, "dst-address", "gateway", "distance", "comment", "name", "interface")] : Array.Empty<Evidence>()], [], watch.Host);
        }
    }

    private static (string What, ConfigItem? Item)? OwnPath(AuditSubject subject, LinkWatch watch)
    {
        if (watch.Pin is { } pin && watch.OnDown.Any(move => move.TakesOut && move.Hits(pin)))
            return ($"the route to {pin.Destination}", pin.Item);
        if (watch.Wan is { } wan && watch.LinksDown.Any(move => move.Interface == wan.Interface || move.Interface == wan.Port))
            return ($"interface {wan.Interface}", null);
        // A probe that nothing pins needs the default; with it gone and no other left, nothing answers.
        var defaults = subject.Model.Routes.Where(route => route.IsDefault && !route.Disabled && !route.Dynamic && route.Table == "main").ToList();
        return watch.Pin is null && watch.Wan is null && watch.Address is not null && defaults.Count > 0 && defaults.TrueForAll(route => watch.OnDown.Any(move => move.TakesOut && move.Hits(route)))
            && !watch.OnDown.Any(move => move.Kind is MoveKind.Enable or MoveKind.Add)
            && !subject.Model.DhcpClients.Any(client => !client.Disabled && client.AddsDefaultRoute) && !subject.Model.PppoeClients.Any(client => !client.Disabled && client.AddsDefaultRoute)
            ? ("every default route", defaults[0].Item) : null;
    }
}
