using System.Globalization;

namespace DualWanPortal.RouterOs.Text;

/// <summary>Which rows of a menu a command means, and the row that exists on every router though the text never added it.</summary>
internal sealed class RowTarget(long comparisonBudget)
{
    private long _budget = comparisonBudget;

    /// <summary>Rows that match, or a reason why the selection cannot be followed. <paramref name="create"/> makes the built-in row that is meant.</summary>
    public string? Select(FoldedMenu menu, Word target, Func<FoldedRow>? create, List<FoldedRow> selected)
    {
        if (target.Kind == WordKind.Bracket)
            return FindSelector.Parse(target.Text, menu.Path) is { } selector ? Find(menu, selector, create, selected) : NotUnderstoodReason.Selector;
        if (target.Kind == WordKind.Computed)
            return NotUnderstoodReason.Computed;
        if (target.Kind == WordKind.Quoted)
            return ByName(menu, target.Text, create, selected);
        foreach (var name in target.Text.Split(',', StringSplitOptions.RemoveEmptyEntries))
            if (ByName(menu, name, create, selected) is { } problem)
                return problem;
        return null;
    }

    private string? Find(FoldedMenu menu, FindSelector selector, Func<FoldedRow>? create, List<FoldedRow> selected)
    {
        _budget -= menu.Rows.Count;
        if (_budget < 0)
            return NotUnderstoodReason.TooMuch;
        foreach (var row in menu.Rows)
            if (!row.Removed && selector.Holds(row))
                selected.Add(row);
        if (selected.Count > 0 || create is null)
            return null;
        // A lone modem or radio without a default name is exported as "set [ find ] …".
        var onlyPort = selector.Conditions.Count == 0 && IsHardware(menu.Path) && menu.Rows.Count == 0;
        if (!onlyPort && !NamesBuiltIn(selector.Conditions))
            return NotUnderstoodReason.NoRow;
        var made = create();
        foreach (var condition in selector.Conditions)
            made.Values[condition.Key] = condition.Value;
        selected.Add(made);
        return null;
    }

    private string? ByName(FoldedMenu menu, string name, Func<FoldedRow>? create, List<FoldedRow> selected)
    {
        _budget -= menu.Rows.Count;
        if (_budget < 0)
            return NotUnderstoodReason.TooMuch;
        var isNumber = int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        foreach (var row in menu.Rows)
        {
            if (row.Removed)
                continue;
            if (isNumber || name.StartsWith('*') ? Has(row, "numbers", name) : Has(row, "name", name) || Has(row, "default-name", name))
            {
                selected.Add(row);
                return null;
            }
        }
        if (isNumber && menu.Rows.Exists(row => row.Added))
        {
            // After rows were added, a number is the place in the printed list.
            if (menu.Rows.Where(row => !row.Removed).ElementAtOrDefault(number) is not { } at)
                return NotUnderstoodReason.NoRow;
            selected.Add(at);
            return null;
        }
        if (create is null)
            return null;
        var made = create();
        made.Values[isNumber || name.StartsWith('*') ? "numbers" : IsHardware(menu.Path) ? "default-name" : "name"] = name;
        selected.Add(made);
        return null;
    }

    private static bool Has(FoldedRow row, string key, string value) => row.Values.TryGetValue(key, out var actual) && actual == value;

    /// <summary>default-name, default and name identify rows that RouterOS itself made; any other condition must find a row of this text.</summary>
    private static bool NamesBuiltIn(IReadOnlyList<FindCondition> conditions) =>
        conditions.Any(condition => condition.Key is "default-name" or "default" or "name") && conditions.All(condition => condition.Operator == "=");

    private static bool IsHardware(string menu) =>
        menu is "/interface/ethernet" or "/interface/wireless" or "/interface/wifi" or "/interface/wifiwave2" or "/interface/lte";
}
