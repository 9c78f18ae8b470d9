using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>Shaping is tied to some of the WANs: nothing is shaped on the others.</summary>
public sealed class QosOneWan : IAuditRule
{
    public string Id => "qos-one-wan";
    public Severity Severity => Severity.Low;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (!subject.HasSeveralWans)
            yield break;
        var queues = subject.Model.Menu("/queue/tree").Concat(subject.Model.Menu("/queue/simple")).Where(queue => !queue.Flag("disabled") && !queue.Flag("dynamic"))
            .Select(queue => (Queue: queue, Names: queue.List("target").Add(queue["parent"] ?? "").Add(queue["dst"] ?? "").Add(queue["interface"] ?? ""))).ToList();
        var shaped = queues.Select(entry => (entry.Queue, Wan: subject.Wans.FirstOrDefault(wan => entry.Names.Contains(wan.Interface) || entry.Names.Contains(wan.Port)))).Where(entry => entry.Wan is not null).ToList();
        var bare = subject.Wans.Where(wan => shaped.TrueForAll(entry => entry.Wan != wan)).Select(wan => wan.Interface).ToList();
        if (shaped.Count == 0 || bare.Count == 0)
            yield break;
        yield return new Finding(Id, Severity, $"Nothing is shaped on {Words.And(bare)}",
            $"The queues name {Words.And(shaped.Select(entry => entry.Wan!.Interface).Distinct(StringComparer.Ordinal))} only: while {Words.And(bare)} carries the traffic, calls and meetings get no priority and a download fills the line. Its queue needs the rates of that line, so there is no ready command.",
            [.. shaped.Take(4).Select(entry => RowText.Evidence(entry.Queue, "name", "parent", "target", "dst", "max-limit"))], []);
    }
}
