using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>After a restart netwatch waits five minutes before it judges, and routes stay as they were saved.</summary>
public sealed class NwStartup : IAuditRule
{
    private static readonly TimeSpan s_acceptable = TimeSpan.FromMinutes(1);

    public string Id => "nw-startup";
    public Severity Severity => Severity.Low;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        // v6 and early v7 do not wait (reference 3.11).
        if (!subject.HasSeveralWans || subject.Model.Version?.AtLeast(7, 4) != true)
            yield break;
        var waiting = subject.Watches.Where(watch => watch.Moves && Delay(watch.Item["startup-delay"]) > s_acceptable).ToList();
        if (waiting.Count == 0)
            yield break;
        yield return new Finding(Id, Severity, "No judgement for minutes after a restart",
            "After a restart netwatch waits 5 minutes before its first probe: routes that were switched off when the power went stay off for that time, and a line that is dead by then is used.",
            [.. waiting.Select(watch => RowText.Evidence(watch.Item, "host", "type", "startup-delay"))], [.. waiting.Select(watch => $"/tool netwatch set {Cli.Find(watch.Item, "host", "type")} startup-delay=30s")]);
    }

    private static TimeSpan Delay(string? text) => text is not { Length: > 0 } ? TimeSpan.FromMinutes(5) : RouterOsDuration.TryParse(text, out var delay) ? delay : TimeSpan.Zero;
}
