using System.Collections.Immutable;

namespace DualWanPortal.Simulation.Router.Commands;

/// <summary><c>set</c>, <c>unset</c>, <c>enable</c>, <c>disable</c>, <c>comment</c>: changes of rows that are there. All rows named change, or none.</summary>
internal static class SetCommand
{
    public static Refusal? Run(SimulatedRouter router, Menu menu, CommandRequest request)
    {
        ImmutableArray<MenuRow> rows;
        if (menu.Definition.IsSettings)
        {
            // What is not given stays as it is now and not as somebody saw it last: the date alone, the time going on.
            router.BeforeRead(menu);
            rows = [menu.Settings];
        }
        else if (RowSelection.Read(router, menu, request, out rows) is { } refusal)
        {
            return refusal;
        }
        var changes = request.Arguments.Where(argument => menu.Definition.IsSettings || !RowSelection.Words.Contains(argument.Key));
        foreach (var (name, _) in changes)
        {
            if (menu.Definition.Field(name.TrimStart('!')) is { OnlyIn: not (null or "set") })
                return Refusal.UnknownParameter(name.TrimStart('!'), router.Profile.Version);
        }
        return Change(router, menu, request, rows, [.. changes]);
    }

    public static Refusal? Toggle(SimulatedRouter router, Menu menu, CommandRequest request, bool disabled) =>
        Named(router, menu, request, [], [new("disabled", disabled ? "true" : "false")]);

    public static Refusal? Comment(SimulatedRouter router, Menu menu, CommandRequest request) =>
        Named(router, menu, request, ["comment"], [new("comment", request["comment"] ?? "")]);

    public static Refusal? Unset(SimulatedRouter router, Menu menu, CommandRequest request)
    {
        if (request["value-name"] is not { } names)
            return Refusal.Missing("value-name", router.Profile.Version);
        var fields = names.Split(',', StringSplitOptions.TrimEntries);
        if (fields.Any(name => !menu.Definition.Fields.Any(field => field.Name == name && field is { ReadOnly: false, OnlyIn: null or "set" })))
            return Refusal.NoMatch("value-name");
        return Named(router, menu, request, ["value-name"], [.. fields.Select(name => KeyValuePair.Create("!" + name, ""))]);
    }

    private static Refusal? Named(
        SimulatedRouter router, Menu menu, CommandRequest request, ImmutableArray<string> allowed, ImmutableArray<KeyValuePair<string, string>> changes)
    {
        foreach (var (name, _) in request.Arguments)
        {
            if (!RowSelection.Words.Contains(name) && !allowed.Contains(name))
                return Refusal.UnknownParameter(name, router.Profile.Version);
        }
        return RowSelection.Read(router, menu, request, out var rows) ?? Change(router, menu, request, rows, changes);
    }

    private static Refusal? Change(
        SimulatedRouter router, Menu menu, CommandRequest request, ImmutableArray<MenuRow> rows, ImmutableArray<KeyValuePair<string, string>> changes)
    {
        var proposals = new List<Proposal>(rows.Length);
        foreach (var row in rows)
        {
            if (RowCommands.IsFixed(menu, row, out var what))
                return Refusal.Failure("can not change " + what);
            var values = new Dictionary<string, string>(row.Values, StringComparer.Ordinal);
            var given = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (name, text) in changes)
            {
                if (Apply(router, menu, name, text, values, given) is { } wrong)
                    return wrong;
            }
            var proposal = new Proposal(router, menu, row, request.Caller, given, values);
            if (MenuRules.Check(proposal) is { } rule)
                return rule;
            proposals.Add(proposal);
        }
        foreach (var proposal in proposals)
            Commit(proposal);
        return null;
    }

    private static Refusal? Apply(SimulatedRouter router, Menu menu, string name, string text, Dictionary<string, string> values, HashSet<string> given)
    {
        if (!name.StartsWith('!'))
        {
            given.Add(name);
            return AddCommand.Put(router, menu, name, text, values);
        }
        given.Add(name[1..]);
        return AddCommand.TakeAway(router, menu, name[1..], values);
    }

    private static void Commit(Proposal proposal)
    {
        var row = proposal.Row!;
        var differences = proposal.Values.Where(value => row[value.Key] != value.Value).Select(value => (value.Key, (string?)value.Value))
            .Concat(row.Values.Keys.Where(name => !proposal.Values.ContainsKey(name)).Select(name => (name, (string?)null))).ToArray();
        var old = row["name"];
        proposal.Menu.Set(row, byHand: true, differences);
        if (old is not null && row["name"] is { } renamed && renamed != old)
            References.Rename(proposal.Router, proposal.Menu, old, renamed);
    }
}
