using System.Collections.Immutable;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Plans;

namespace DualWanPortal.Tests.Plans.Kills;

/// <summary>Which of its two states a router is in, and whether all is as it must be there.</summary>
/// <param name="Old">Before what was disturbed.</param>
/// <param name="New">Fingerprint of what it leads to.</param>
/// <param name="Lines">The configuration in the old state.</param>
/// <param name="Goal">And in the new one, as the plan shows it.</param>
internal sealed record KillVerdict(KillCase Case, Plan Plan, RouterSnapshot Old, string New, ConfigLines Lines, ImmutableArray<string> Goal)
{
    public KillEnd End(RouterSnapshot now) =>
        now.Waiting.Any() ? KillEnd.Between : now.Fingerprint == Old.Fingerprint ? KillEnd.Old : now.Fingerprint == New ? KillEnd.New : KillEnd.Between;

    public string Word(RouterSnapshot now) =>
        now.Fingerprint == Old.Fingerprint ? "in the old state" : now.Fingerprint == New ? "in the new state" : $"in between ({string.Join(' ', now.MenusThatDiffer(Old))} differ from the old state)";

    /// <param name="state">Of the plan.</param>
    /// <param name="told">What the plan says of its end.</param>
    /// <param name="lines">The configuration now.</param>
    /// <returns>Null when all is as it must be.</returns>
    public string? Problem(string state, string? told, RouterSnapshot now, ImmutableArray<string> lines)
    {
        var (done, back) = Case.Undo ? (PlanStates.Undone, PlanStates.Confirmed) : (PlanStates.Confirmed, PlanStates.RolledBack);
        var wanted = state == done ? New : state == back ? Old.Fingerprint : null;
        if (wanted is null)
            return $"The plan ended as {state}: {told}";
        if (now.Fingerprint != wanted)
            return $"The plan is {state}, and the router is {Word(now)}.";
        var foreign = now.MenusThatDiffer(Old).Except(Plan.Steps.Select(step => step.Do.Menu)).ToList();
        if (now.Others != Old.Others || foreign.Count > 0)
            return $"Lines that the plan does not show have changed. {string.Join(' ', foreign)}";
        var difference = ConfigLines.Difference(state == done ? Goal : Lines.Lines, lines);
        if (difference is not null)
            return $"The configuration differs from what the plan shows: {difference}";
        // Where a plan's own rows come to stand is the router's affair; what it found comes back where it was.
        if ((state == back && !Lines.Lines.SequenceEqual(lines)) || (state == done && Case.Undo && !Goal.SequenceEqual(lines)))
            return "Rows have come back in another order.";
        return now.Leftovers.Length > 0 ? $"Left on the router: {string.Join("; ", now.Leftovers)}" : null;
    }
}
