using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>A line counts as up again after one answer.</summary>
public sealed class NwSingleReply : IAuditRule
{
    public string Id => "nw-single-reply";
    public Severity Severity => Severity.Low;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        foreach (var watch in subject.HasSeveralWans ? subject.Watches : [])
        {
            if (!watch.IsSimple || !watch.Moves || watch.OnUp.IsEmpty || !watch.IsTextKnown || FbNoHold.Holds(watch.Up!.Text))
                continue;
            yield return new Finding(Id, Severity, $"One answer of {watch.Host} switches back",
                $"A simple probe is down after one lost packet and up after one answer, and the script acts at once: a bad line makes the routes swing with every probe. A probe of type icmp with several packets (RouterOS 7.4 and later), or a script that waits and asks again, cures it.",
                [RowText.Evidence(watch.Item, "host", "type", "interval", "up-script")], [], watch.Host);
        }
    }
}
