using System.Collections.Immutable;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning;

/// <summary>What a router's rows say about one step of a plan.</summary>
public enum StepState
{
    /// <summary>The router is as the step leaves it.</summary>
    Stands,

    /// <summary>The router is as before the step: not done, or taken back.</summary>
    Absent,

    /// <summary>Neither: somebody removed or changed the row.</summary>
    Lost,
}

/// <summary>Reads off a router's rows which steps of a plan stand. What a journal remembers is only a hint: the router may have reverted by itself.</summary>
public static class StepStanding
{
    /// <summary>
    /// Each step, read from the last to the first: a later step may have changed what an earlier one is told by, so that each is looked for among the rows as they would be
    /// without those after it.
    /// </summary>
    public static ImmutableArray<StepState> Of(Plan plan, IEnumerable<ConfigItem> rows)
    {
        var now = rows.ToImmutableArray();
        var states = new StepState[plan.Steps.Length];
        for (var number = states.Length - 1; number >= 0; number--)
        {
            states[number] = Of(plan.Steps[number], now);
            if (states[number] == StepState.Stands)
                now = PlannedRows.After(now, [plan.Steps[number].Undo]);
        }
        NeverBegun(plan, states, now);
        return [.. states];
    }

    /// <summary>One step of a plan, told from those that touch the same menu.</summary>
    /// <param name="number">Index into the steps of <paramref name="plan"/>.</param>
    /// <param name="rows">Rows of the step's menu, others are ignored.</param>
    public static StepState Of(Plan plan, int number, IEnumerable<ConfigItem> rows)
    {
        var menu = plan.Steps[number].Do.Menu;
        var together = plan with { Steps = [.. plan.Steps.Where(step => step.Do.Menu == menu)] };
        return Of(together, rows)[plan.Steps.Take(number).Count(step => step.Do.Menu == menu)];
    }

    /// <summary>
    /// A step may name its row by what a step before it writes. Where that one does not stand the row has neither of the names that this one knows, and is not lost for it.
    /// </summary>
    private static void NeverBegun(Plan plan, StepState[] states, ImmutableArray<ConfigItem> before)
    {
        for (var number = 0; number < states.Length; number++)
        {
            if (states[number] == StepState.Lost && Of(plan.Steps[number], before) == StepState.Absent)
                states[number] = StepState.Absent;
            if (states[number] == StepState.Absent)
                before = PlannedRows.After(before, [plan.Steps[number].Do]);
        }
    }

    /// <param name="rows">Rows of the step's menu, others are ignored.</param>
    public static StepState Of(PlanStep step, IEnumerable<ConfigItem> rows)
    {
        var menu = rows.Where(row => row.Menu == step.Do.Menu).ToList();
        return step.Do.Verb switch
        {
            "add" => menu.Exists(row => RowMatch.Fits(row, step.Undo.Target)) ? StepState.Stands : StepState.Absent,
            "remove" => menu.Exists(row => RowMatch.Fits(row, step.Do.Target)) ? StepState.Absent : StepState.Stands,
            _ => OfChange(step, menu),
        };
    }

    /// <summary>
    /// A change may rename what the row is found by (a route's distance): as long as the old name finds a row that has the old values the step is not done, whatever
    /// else answers to the new name.
    /// </summary>
    private static StepState OfChange(PlanStep step, List<ConfigItem> menu)
    {
        var before = Row(menu, step.Do);
        var after = Row(menu, step.Undo);
        // Written for its way back only: there is nothing to tell before from after.
        if (step.Do.Verb == step.Undo.Verb && step.Do.Values.SequenceEqual(step.Undo.Values))
            return before is null ? StepState.Lost : StepState.Stands;
        if (before is not null && Has(before, step.Undo))
            return StepState.Absent;
        if (after is null)
            return before is null ? StepState.Lost : StepState.Stands;
        return Has(after, step.Undo) ? StepState.Absent : StepState.Stands;
    }

    private static ConfigItem? Row(List<ConfigItem> menu, RouterCommand command)
    {
        if (command.Target.IsEmpty)
            return menu.FirstOrDefault();
        var fitting = menu.FindAll(row => RowMatch.Fits(row, command.Target));
        return fitting.Find(row => command.RowId is not null && row.Id == command.RowId) ?? fitting.FirstOrDefault();
    }

    /// <summary>Whether the row has what the command would write.</summary>
    private static bool Has(ConfigItem row, RouterCommand command) => command.Verb switch
    {
        "enable" => !row.Flag("disabled"),
        "disable" => row.Flag("disabled"),
        "unset" => command.Values.All(value => row[value.Key] is null || RowMatch.Has(row, value.Key, RowMatch.Of(new ConfigItem(row.Menu, ImmutableDictionary<string, string>.Empty), value.Key))),
        _ => command.Values.All(value => RowMatch.Has(row, value.Key, value.Value)),
    };
}
