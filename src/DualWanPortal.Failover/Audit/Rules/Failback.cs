using DualWanPortal.Failover.Audit.Scripts;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>A script takes a route out and nothing ever puts it back.</summary>
public sealed class Failback : IAuditRule
{
    public string Id => "failback";
    public Severity Severity => Severity.High;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (!subject.HasSeveralWans || subject.Scripts.Running.Any(call => !LinkWatch.IsKnown(subject.Model, call)))
            yield break;
        var calls = subject.Scripts.Running.Select(call => (Call: call, Moves: RouteMove.In(call.Text))).ToList();
        foreach (var (call, moves) in calls)
        {
            var lost = moves.Where(move => move.TakesOut && !calls.Exists(other => other.Moves.Any(back => PutsBack(subject, move, back)))).ToList();
            if (lost.Count == 0)
                continue;
            yield return new Finding(Id, Severity, "A route is taken out and never put back",
                $"The {call.Property} of {call.Caller} {(lost[0].Kind == MoveKind.Remove ? "removes" : "disables")} a route, and no script {(lost[0].Kind == MoveKind.Remove ? "adds" : "enables")} it again: after the first outage the line stays unused until somebody does it by hand.",
                [RowText.Evidence(call.Item)], [], $"{call.Property}/{call.Caller}");
        }
    }

    private static bool PutsBack(AuditSubject subject, RouteMove taken, RouteMove back)
    {
        if (back.Kind != (taken.Kind == MoveKind.Remove ? MoveKind.Add : MoveKind.Enable))
            return false;
        // What is asked for by a value that only the running script knows may be the same route.
        if (back.Kind == MoveKind.Add || back.Conditions.IsEmpty || taken.Conditions.IsEmpty || taken.Conditions.SequenceEqual(back.Conditions))
            return true;
        var hit = subject.Model.Routes.Where(taken.Hits).ToList();
        return hit.Count == 0 || hit.TrueForAll(back.Hits) || back.Conditions.Any(condition => condition.Value.StartsWith('$'));
    }
}
