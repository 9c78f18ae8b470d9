using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>UPnP opens ports on some of the WANs only.</summary>
public sealed class UpnpOnBackup : IAuditRule
{
    public string Id => "upnp-on-backup";
    public Severity Severity => Severity.Low;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (!subject.HasSeveralWans || !subject.Model.Menu("/ip/upnp").Any(row => row.Flag("enabled")))
            yield break;
        var external = subject.Model.Menu("/ip/upnp/interfaces").Where(row => !row.Flag("disabled") && row["type"] == "external").ToList();
        if (external.Count == 0)
            yield break;
        var missing = subject.ExposedWans.Where(wan => external.TrueForAll(row => row["interface"] != wan.Interface)).Select(wan => wan.Interface).ToList();
        if (missing.Count == 0)
            yield break;
        yield return new Finding(Id, Severity, $"UPnP does not know {Words.And(missing)}",
            $"While {Words.And(missing)} carries the traffic, ports that programs ask for by UPnP are opened on the other line: games and calls that need them stop working.",
            [.. external.Select(row => RowText.Evidence(row, "interface", "type"))], [.. missing.Select(name => $"/ip upnp interfaces add interface={Cli.Quote(name)} type=external")]);
    }
}
