using System.Collections.Immutable;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.RouterOs.Text;

/// <summary>Applies the statements of an export one after the other, as a router would, to an empty set of menus.</summary>
internal sealed class ConfigFold
{
    private const int ComparisonBudget = 2_000_000;
    private readonly Dictionary<string, FoldedMenu> _byPath = new(StringComparer.Ordinal);
    private readonly List<FoldedMenu> _menus = [];
    private readonly RowTarget _target = new(ComparisonBudget);

    public IEnumerable<ConfigItem> Items() => _menus.SelectMany(menu => menu.Items());

    /// <summary>Applies one command; returns null, or the reason why it could not be followed. Nothing is applied then.</summary>
    public string? Apply(string path, string verb, Statement statement, int argumentsFrom)
    {
        var arguments = CommandArguments.Read(statement.Words, argumentsFrom, targeted: verb != "add", takesFlags: verb is "add" or "set");
        if (arguments.Problem is { } problem)
            return problem;
        return verb switch
        {
            "add" => Add(path, arguments, statement),
            "set" => Set(path, arguments, statement),
            "comment" => Set(path, arguments, statement),
            "enable" => Switch(path, arguments, statement, "no"),
            "disable" => Switch(path, arguments, statement, "yes"),
            "unset" => Unset(path, arguments, statement),
            "remove" => Remove(path, arguments),
            _ => NotUnderstoodReason.Move,
        };
    }

    private string? Add(string path, CommandArguments arguments, Statement statement)
    {
        if (arguments.Further.Count > 0 && arguments.Values.Count == 0)
            return NotUnderstoodReason.Arguments;
        var menu = Menu(path);
        var row = new FoldedRow(statement.Line, statement.Text) { Added = true };
        var at = menu.Rows.Count;
        if (arguments.CopyFrom is { } copyFrom)
        {
            var sources = new List<FoldedRow>();
            if (_target.Select(menu, copyFrom with { Key = null }, null, sources) is { } problem)
                return problem;
            if (sources is not [var source, ..])
                return NotUnderstoodReason.NoRow;
            foreach (var (key, value) in source.Values)
                row.Values[key] = value;
        }
        if (arguments.PlaceBefore is { } placeBefore)
        {
            var places = new List<FoldedRow>();
            if (_target.Select(menu, placeBefore with { Key = null }, null, places) is { } problem)
                return problem;
            // Without a row to stand before, RouterOS refuses; put first in an empty menu the row is first all the same.
            if (places is [var place, ..])
                at = menu.Rows.IndexOf(place);
            else if (at > 0)
                return NotUnderstoodReason.NoRow;
        }
        Change(row, arguments);
        menu.Rows.Insert(at, row);
        return null;
    }

    private string? Set(string path, CommandArguments arguments, Statement statement)
    {
        if (arguments.Further.Count > 0 && arguments.Values.Count + arguments.Unset.Count == 0)
            return NotUnderstoodReason.Arguments;
        if (arguments.Target is not { } target)
        {
            if (arguments.Values.Count + arguments.Unset.Count + arguments.Further.Count == 0)
                return null;
            var menu = Menu(path);
            if (menu.Settings is { } settings)
                settings.AddSource(statement.Text);
            else
                menu.Settings = new FoldedRow(statement.Line, statement.Text);
            Change(menu.Settings, arguments);
            return null;
        }
        return Each(path, target, statement, row => Change(row, arguments));
    }

    private string? Switch(string path, CommandArguments arguments, Statement statement, string disabled) =>
        arguments is { Target: { } target, Values.Count: 0, Further.Count: 0 }
            ? Each(path, target, statement, row => row.Set("disabled", disabled))
            : NotUnderstoodReason.Arguments;

    private string? Unset(string path, CommandArguments arguments, Statement statement)
    {
        var keys = arguments.Further.Concat(arguments.Values.Where(pair => pair.Key == "value-name").Select(pair => pair.Value)).ToList();
        if (arguments.Target is not { } target || keys.Count == 0)
            return NotUnderstoodReason.Arguments;
        return Each(path, target, statement, row => keys.ForEach(row.Unset));
    }

    private string? Remove(string path, CommandArguments arguments)
    {
        if (arguments.Target is not { } target)
            return NotUnderstoodReason.Arguments;
        var selected = new List<FoldedRow>();
        if (_target.Select(Menu(path), target, null, selected) is { } problem)
            return problem;
        selected.ForEach(row => row.Removed = true);
        return null;
    }

    private string? Each(string path, Word target, Statement statement, Action<FoldedRow> change)
    {
        var menu = Menu(path);
        var selected = new List<FoldedRow>();
        var known = menu.Rows.Count;
        var made = new HashSet<FoldedRow>();
        if (_target.Select(menu, target, Create, selected) is { } problem)
        {
            menu.Rows.RemoveRange(known, menu.Rows.Count - known);
            return problem;
        }
        foreach (var row in selected)
        {
            if (!made.Contains(row))
                row.AddSource(statement.Text);
            change(row);
        }
        return null;

        FoldedRow Create()
        {
            var row = new FoldedRow(statement.Line, statement.Text);
            made.Add(row);
            menu.Rows.Add(row);
            return row;
        }
    }

    private static void Change(FoldedRow row, CommandArguments arguments)
    {
        foreach (var (key, value) in arguments.Values)
            row.Set(key, value);
        foreach (var flag in arguments.Further)
            row.Set(flag, "");
        foreach (var key in arguments.Unset)
            row.Unset(key);
    }

    private FoldedMenu Menu(string path)
    {
        if (_byPath.TryGetValue(path, out var known))
            return known;
        var menu = new FoldedMenu(path);
        _byPath.Add(path, menu);
        _menus.Add(menu);
        return menu;
    }
}
