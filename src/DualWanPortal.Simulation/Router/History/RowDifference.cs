using DualWanPortal.RouterOs.Text;
using DualWanPortal.Simulation.Router.Commands;

namespace DualWanPortal.Simulation.Router.History;

/// <summary>One change of one row, and how to take it back and make it again. Rows are named by id: a row that was put back is another object.</summary>
internal sealed class RowDifference
{
    /// <summary>State that belongs to a row although nobody sets it.</summary>
    private static readonly HashSet<string> s_kept = new(StringComparer.Ordinal) { "owner", "static", "actual-interface", "network", "public-key", "default-name", "bytes", "packets" };

    private readonly Menu _menu;
    private readonly string _id;
    private readonly MenuChangeKind _kind;
    private readonly (string Name, string? Old, string? New)[] _values;
    private readonly string? _oldPlace;
    private readonly string? _newPlace;
    private Dictionary<string, string> _whole;

    public RowDifference(MenuChange change)
    {
        (_menu, _id, _kind) = (change.Menu, change.Row.Id, change.Kind);
        _values = [.. change.Old.Select(value => (value.Name, value.Value, change.Row[value.Name]))];
        _oldPlace = change.Followed?.Id;
        _newPlace = Following(change.Row)?.Id;
        _whole = Whole(change.Row);
    }

    /// <summary>What happened, <c>route added</c>: the last word of the menu, as far as wordings are known.</summary>
    public string Text => $"{_menu.Path[(_menu.Path.LastIndexOf('/') + 1)..]} {_kind switch { MenuChangeKind.Added => "added", MenuChangeKind.Removed => "removed", MenuChangeKind.Moved => "moved", _ => "changed" }}";

    public void Undo(SimulatedRouter router)
    {
        switch (_kind)
        {
            case MenuChangeKind.Added:
                TakeAway();
                break;
            case MenuChangeKind.Removed:
                PutBack(_oldPlace);
                break;
            case MenuChangeKind.Moved:
                Move(_oldPlace);
                break;
            default:
                Set(router, value => value.Old);
                break;
        }
    }

    public void Redo(SimulatedRouter router)
    {
        switch (_kind)
        {
            case MenuChangeKind.Added:
                PutBack(_newPlace);
                break;
            case MenuChangeKind.Removed:
                TakeAway();
                break;
            case MenuChangeKind.Moved:
                Move(_newPlace);
                break;
            default:
                Set(router, value => value.New);
                break;
        }
    }

    /// <summary>The command of a console that does what <see cref="Undo"/> does, for display (reference 6.3).</summary>
    public string UndoText => _kind switch
    {
        MenuChangeKind.Added => Command("remove " + _id),
        MenuChangeKind.Removed => Command("add " + Words(_whole)),
        MenuChangeKind.Moved => Command($"move {_id} {_oldPlace}"),
        _ => Command("set " + Target + Words(_values.Select(value => KeyValuePair.Create(value.Name, value.Old ?? "")))),
    };

    public string RedoText => _kind switch
    {
        MenuChangeKind.Added => Command("add " + Words(_whole)),
        MenuChangeKind.Removed => Command("remove " + _id),
        MenuChangeKind.Moved => Command($"move {_id} {_newPlace}"),
        _ => Command("set " + Target + Words(_values.Select(value => KeyValuePair.Create(value.Name, value.New ?? "")))),
    };

    private string Target => _menu.Definition.IsSettings ? "" : _id + " ";

    private string Command(string text) => $"/{_menu.Path[1..].Replace('/', ' ')} {text}".TrimEnd();

    private static string Words(IEnumerable<KeyValuePair<string, string>> values) =>
        string.Join(' ', values.Where(value => !value.Key.StartsWith('.') && !SecretText.IsSecret(value.Key)).Select(value => $"{value.Key}={RouterOsQuoting.Quote(value.Value)}"));

    private void TakeAway()
    {
        if (_menu.Find(_id) is not { } row)
            return;
        _whole = Whole(row);
        _menu.Remove(row, byHand: true);
    }

    private void PutBack(string? place)
    {
        if (_menu.Find(_id) is null)
            _menu.Restore(_id, _whole, Row(place));
    }

    private void Move(string? place)
    {
        if (_menu.Find(_id) is { } row && Row(place) != row)
            _menu.Move(row, Row(place));
    }

    private void Set(SimulatedRouter router, Func<(string Name, string? Old, string? New), string?> side)
    {
        if ((_menu.Definition.IsSettings ? _menu.Settings : _menu.Find(_id)) is not { } row)
            return;
        var name = row["name"];
        _menu.Set(row, byHand: true, [.. _values.Select(value => (value.Name, side(value)))]);
        if (name is not null && row["name"] is { } renamed && renamed != name)
            References.Rename(router, _menu, name, renamed);
    }

    private MenuRow? Row(string? id) => id is null ? null : _menu.Find(id);

    private MenuRow? Following(MenuRow row)
    {
        var rows = _menu.Rows;
        for (var index = 0; index < rows.Count - 1; index++)
        {
            if (rows[index] == row)
                return rows[index + 1];
        }
        return null;
    }

    /// <summary>What a person had set: state is made anew by whoever keeps it.</summary>
    private Dictionary<string, string> Whole(MenuRow row)
    {
        var state = _menu.Definition.Fields.Where(field => field.ReadOnly).Select(field => field.Name).Concat(_menu.Definition.Flags).Where(name => !s_kept.Contains(name)).ToHashSet(StringComparer.Ordinal);
        return row.Values.Where(value => !state.Contains(value.Key)).ToDictionary(StringComparer.Ordinal);
    }
}
