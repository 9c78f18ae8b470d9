using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>Packets that come in by the WAN that is not in use are dropped.</summary>
public sealed class RpStrict : IAuditRule
{
    public string Id => "rp-strict";
    public Severity Severity => Severity.High;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (subject.Wans.Length >= 2 && subject.Model.Menu("/ip/settings").FirstOrDefault(settings => settings["rp-filter"] == "strict") is { } settings)
        {
            yield return new Finding(Id, Severity, "rp-filter is strict",
                $"rp-filter=strict drops what comes in by a WAN that the route back does not use: checks, connections and answers on {string.Join(" and ", subject.Wans.Skip(1).Select(wan => wan.Interface))} die as long as {subject.Wans[0].Interface} is in use, so the backup looks dead or cannot be reached.",
                [RowText.Evidence(settings, "rp-filter")], ["/ip settings set rp-filter=loose"]);
        }
    }
}
