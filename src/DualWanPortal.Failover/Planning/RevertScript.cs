using System.Collections.Immutable;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Failover.Planning;

/// <summary>
/// What a router runs to take a plan back without anybody's help: the undo of each step, last first. Each is guarded, so that it works when only some of the steps
/// were done, and again when it has run before (reference 6.2).
/// </summary>
public static class RevertScript
{
    /// <summary>One line per step, last step first.</summary>
    public static ImmutableArray<string> Lines(Plan plan) => [.. plan.Steps.Reverse().Select(Line)];

    /// <summary>Why the router could not take this plan back by itself; null when it can.</summary>
    /// <param name="rows">The router's rows as the plan was made from them.</param>
    public static string? WhyNot(Plan plan, IEnumerable<ConfigItem> rows)
    {
        var all = rows.ToImmutableArray();
        for (var number = 0; number < plan.Steps.Length; number++)
        {
            var step = plan.Steps[number];
            if (step.Undo.Values.FirstOrDefault(value => SecretText.IsSecret(value.Key)).Key is { } secret)
                return $"Step {number + 1} is taken back by writing {secret}, and a secret does not belong into a script.";
            all = PlannedRows.After(all, [step.Do]);
            if (step.Undo.Verb != "add" && !step.Undo.Target.IsEmpty && all.Count(row => row.Menu == step.Undo.Menu && RowMatch.Fits(row, step.Undo.Target)) > 1)
                return $"After step {number + 1} several rows of {step.Undo.Menu} look alike ({Cli.Find(step.Undo.Target)}), so a script could not tell which one to take back. Give them comments that differ.";
        }
        return null;
    }

    private static string Line(PlanStep step)
    {
        var (undo, menu) = (step.Undo, Cli.Path(step.Undo.Menu));
        var text = undo.Verb switch
        {
            "add" => $":if ([:len {Find(step.Do)}]=0) do={{{CommandText.Format(menu, "add", null, undo.Values)}}}",
            _ when undo.Target.IsEmpty => Cli.Command(undo, null),
            _ when step.Do.Verb == "add" || Same(step) => One(undo),
            _ => $":if ([:len {Find(step.Do)}]=0) do={{{One(undo)}}}",
        };
        return $":do {{{text}}} on-error={{}}";
    }

    /// <summary>The command on the one row that it means; on none, or on several, nothing.</summary>
    private static string One(RouterCommand undo) => $":local r {Find(undo)}; :if ([:len $r]=1) do={{{Cli.Command(undo, "$r")}}}";

    /// <summary>A lease's default looks like a static one and is nobody's to take back.</summary>
    private static string Find(RouterCommand command)
    {
        var find = Cli.Find(command.Target);
        var own = command.Menu is "/ip/route" or "/ipv6/route" ? find[..^1] + " !dynamic]" : find;
        return $"[{Cli.Path(command.Menu)} {own[1..]}";
    }

    private static bool Same(PlanStep step) => step.Do.Target.SequenceEqual(step.Undo.Target);
}
