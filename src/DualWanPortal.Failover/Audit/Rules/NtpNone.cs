using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>Nothing sets the clock. Without NTP RouterOS takes the time from MikroTik's cloud, unless that is switched off.</summary>
public sealed class NtpNone : IAuditRule
{
    public string Id => "ntp-none";
    public Severity Severity => Severity.Low;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        var model = subject.Model;
        if (!subject.HasSeveralWans || !model.Knows("/system/ntp/client") || !model.Knows("/ip/cloud") || model.Menu("/system/ntp/client").Any(row => row.Flag("enabled")))
            yield break;
        if (model.Menu("/ip/cloud").LastOrDefault(row => row["update-time"] is "no" or "false") is not { } cloud)
            yield break;
        yield return new Finding(Id, Severity, "The clock is set by nobody",
            "Neither NTP nor the cloud sets the time: after a power cut log times are wrong, certificates are refused, and scheduled checks run at odd hours or not at all.",
            [RowText.Evidence(cloud, "update-time", "ddns-enabled"), .. model.Menu("/system/ntp/client").Select(row => RowText.Evidence(row))],
            [model.Version is { IsV6: true } ? "/system ntp client set enabled=yes server-dns-names=pool.ntp.org" : "/system ntp client set enabled=yes servers=pool.ntp.org"]);
    }
}
