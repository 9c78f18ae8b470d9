using DualWanPortal.Failover.Audit.Scripts;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>Nobody is told when traffic moves to the backup. A live router is watched by this portal, which tells.</summary>
public sealed class NotifyNone : IAuditRule
{
    public string Id => "notify-none";
    public Severity Severity => Severity.Low;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        var model = subject.Model;
        if (!subject.HasSeveralWans || model.IsLive || subject.Scripts.Running.Any(call => Outcry.Tells(call.Text)) || LogsElsewhere(model, "remote", "email") || Traps(model))
            yield break;
        yield return new Finding(Id, Severity, "Nobody is told of a switch",
            "No netwatch, scheduler or client script mails, fetches or sends a message, and the log stays on the router: after a failover the site runs on the backup until that fails too, and nobody knows.",
            [.. subject.Watches.Select(watch => RowText.Evidence(watch.Item, "host", "type", "up-script", "down-script")), .. subject.Wans.SelectMany(wan => wan.Evidence.Take(1))], []);
    }

    /// <summary>A log rule whose action is one of these kinds.</summary>
    internal static bool LogsElsewhere(RouterModel model, params string[] targets)
    {
        var actions = model.Menu("/system/logging/action").Where(action => targets.Contains(action["target"], StringComparer.Ordinal)).Select(action => action["name"]).ToHashSet(StringComparer.Ordinal);
        return model.Menu("/system/logging").Any(rule => !rule.Flag("disabled") && rule["action"] is { } action && (actions.Contains(action) || targets.Contains(action, StringComparer.Ordinal)));
    }

    private static bool Traps(RouterModel model) =>
        model.Menu("/snmp").Any(row => row.Flag("enabled") && row["trap-generators"] is { } by && by.Contains("interfaces", StringComparison.Ordinal)) || model.Menu("/dude").Any(row => row.Flag("enabled"));
}
