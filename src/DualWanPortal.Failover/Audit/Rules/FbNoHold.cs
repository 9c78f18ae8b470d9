using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>A script fails back at the first good probe, however short the line has been well.</summary>
public sealed class FbNoHold : IAuditRule
{
    public string Id => "fb-no-hold";
    public Severity Severity => Severity.Low;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        foreach (var watch in subject.HasSeveralWans ? subject.Watches : [])
        {
            // What a simple probe lacks has a rule of its own.
            if (watch.IsSimple || watch.OnUp.IsEmpty || !watch.IsTextKnown || Holds(watch.Up!.Text))
                continue;
            yield return new Finding(Id, Severity, "Failback without waiting",
                $"As soon as {watch.Host} passes one round of probes the script switches back: a line that comes and goes takes all connections down with it each time. Let the script wait and ask again before it acts.",
                [RowText.Evidence(watch.Item, "host", "type", "interval", "up-script")], [], watch.Host);
        }
    }

    /// <summary>It waits, counts, or asks again.</summary>
    internal static bool Holds(string text) =>
        text.Contains(":delay", StringComparison.Ordinal) || text.Contains("delay ", StringComparison.Ordinal) || text.Contains("ping", StringComparison.Ordinal)
        || text.Contains(":global", StringComparison.Ordinal) || text.Contains(":while", StringComparison.Ordinal) || text.Contains("scheduler", StringComparison.Ordinal);
}
