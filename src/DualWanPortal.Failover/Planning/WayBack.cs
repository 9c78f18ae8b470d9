using System.Collections.Immutable;

namespace DualWanPortal.Failover.Planning;

/// <summary>
/// The way back of a plan as a plan of its own: the undo of each step that stands, last step first, and each with the step itself for its undo. So it is carried out,
/// guarded and taken back like any other.
/// </summary>
public static class WayBack
{
    /// <param name="states">How each step is on the router now (<see cref="StepStanding"/>); one that does not stand has nothing to take back.</param>
    /// <param name="rowIds">Ids of the rows that additions made, by the number of the step.</param>
    /// <param name="fingerprint">Of the router as it is now.</param>
    /// <returns>The plan, and which step of the first plan each of its steps takes back.</returns>
    public static (Plan Plan, ImmutableArray<int> Steps) Of(Plan plan, ImmutableArray<StepState> states, IReadOnlyDictionary<int, string> rowIds, string fingerprint)
    {
        ImmutableArray<int> standing = [.. Enumerable.Range(0, plan.Steps.Length).Where(number => states[number] == StepState.Stands).Reverse()];
        return (new Plan([.. standing.Select(number => Reverse(plan.Steps[number], rowIds.GetValueOrDefault(number)))], [], fingerprint) { TakesBack = true }, standing);
    }

    private static PlanStep Reverse(PlanStep step, string? rowId) => new()
    {
        Kind = step.Kind switch { StepKind.Add => StepKind.Remove, StepKind.Remove => StepKind.Add, _ => StepKind.Change },
        Do = rowId is null ? step.Undo : step.Undo with { RowId = rowId },
        Undo = step.Do,
        Why = "Takes back: " + step.Why,
        Foreign = step.Foreign,
    };
}
