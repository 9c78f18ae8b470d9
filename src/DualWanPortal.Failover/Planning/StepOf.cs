using System.Collections.Immutable;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning;

/// <summary>Makes steps whose undo is exact.</summary>
internal static class StepOf
{
    /// <summary>A new row with a comment that says whose it is, by which it is found again to be removed.</summary>
    public static PlanStep Add(string menu, string tag, string why, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var all = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        foreach (var (name, value) in values)
            all.Add(KeyValuePair.Create(name, value));
        var comment = KeyValuePair.Create("comment", "dwp:" + tag);
        all.Add(comment);
        return new PlanStep
        {
            Kind = StepKind.Add,
            Do = new RouterCommand(menu, "add", [], all.ToImmutable()),
            Undo = new RouterCommand(menu, "remove", [comment], []),
            Why = why,
        };
    }

    /// <summary>Changes those of the wanted values that differ; null when none does.</summary>
    public static PlanStep? Set(RouterModel model, ConfigItem row, string why, params ReadOnlySpan<(string Name, string Value)> wanted)
    {
        var changes = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        foreach (var (name, value) in wanted)
        {
            if (!RowMatch.Has(row, name, value))
                changes.Add(KeyValuePair.Create(name, value));
        }
        if (changes.Count == 0)
            return null;
        ImmutableArray<KeyValuePair<string, string>> before = [.. changes.Select(change => KeyValuePair.Create(change.Key, Before(row, change)))];
        var target = RowIdentity.Of(model, row);
        return new PlanStep
        {
            Kind = StepKind.Change,
            Do = new RouterCommand(row.Menu, "set", target, changes.ToImmutable()) { RowId = row.Id },
            Undo = new RouterCommand(row.Menu, "set", Changed(target, changes), before) { RowId = row.Id },
            Why = why,
            Before = before,
            Foreign = IsForeign(row),
        };
    }

    /// <summary>Like <see cref="Set"/> for one property that is absent now and that only <c>unset</c> takes away again.</summary>
    public static PlanStep SetAbsent(RouterModel model, ConfigItem row, string name, string value, string why)
    {
        var step = Set(model, row, why, (name, value)) ?? throw new ArgumentException($"{name} is {value} already", nameof(value));
        return step with { Undo = step.Undo with { Verb = "unset", Values = [KeyValuePair.Create(name, "")] }, Before = [] };
    }

    /// <summary>Writes what is there already: such a step is there for its way back only, for something that the router itself may change later.</summary>
    public static PlanStep Same(RouterModel model, ConfigItem row, string name, string why)
    {
        ImmutableArray<KeyValuePair<string, string>> value = [KeyValuePair.Create(name, RowMatch.Of(row, name))];
        var target = RowIdentity.Of(model, row);
        return new PlanStep
        {
            Kind = StepKind.Change,
            Do = new RouterCommand(row.Menu, "set", target, value) { RowId = row.Id },
            Undo = new RouterCommand(row.Menu, "set", target, value) { RowId = row.Id },
            Why = why,
            Before = value,
            Foreign = IsForeign(row),
            Remark = "Changes nothing now. It is here so that taking the plan back also ends such a hold.",
        };
    }

    /// <summary>Takes a property away that has no value for "none".</summary>
    public static PlanStep Unset(RouterModel model, ConfigItem row, string name, string why)
    {
        var target = RowIdentity.Of(model, row);
        ImmutableArray<KeyValuePair<string, string>> before = [KeyValuePair.Create(name, RowMatch.Of(row, name))];
        return new PlanStep
        {
            Kind = StepKind.Change,
            Do = new RouterCommand(row.Menu, "unset", target, [KeyValuePair.Create(name, "")]) { RowId = row.Id },
            Undo = new RouterCommand(row.Menu, "set", [.. target.Where(part => part.Key != name)], before) { RowId = row.Id },
            Why = why,
            Before = before,
            Foreign = IsForeign(row),
        };
    }

    /// <summary>Removes a row; its way back adds it with all that it said. For menus without an order.</summary>
    public static PlanStep Remove(RouterModel model, ConfigItem row, string why)
    {
        var values = RowIdentity.Written(row);
        return new PlanStep
        {
            Kind = StepKind.Remove,
            Do = new RouterCommand(row.Menu, "remove", RowIdentity.Of(model, row), []) { RowId = row.Id },
            Undo = new RouterCommand(row.Menu, "add", [], values),
            Why = why,
            Before = values,
            Foreign = IsForeign(row),
        };
    }

    /// <summary>In the words of the change: where that says <c>yes</c> or <c>no</c>, so does its way back.</summary>
    private static string Before(ConfigItem row, KeyValuePair<string, string> change) => RowMatch.Of(row, change.Key) switch
    {
        "true" when change.Value is "no" or "yes" => "yes",
        "false" when change.Value is "no" or "yes" => "no",
        var value => value,
    };

    private static bool IsForeign(ConfigItem row) => row["comment"]?.StartsWith("dwp:", StringComparison.Ordinal) != true;

    private static ImmutableArray<KeyValuePair<string, string>> Changed(ImmutableArray<KeyValuePair<string, string>> target, IEnumerable<KeyValuePair<string, string>> changes) =>
        [.. target.Select(part => changes.FirstOrDefault(change => change.Key == part.Key) is { Key: not null } changed ? changed : part)];
}
