using System.Globalization;

namespace DualWanPortal.Simulation.Router;

public enum MenuChangeKind { Added, Changed, Removed, Moved }

/// <summary>What happened to one row. <see cref="ByHand"/> tells a person's change from a state change of the router itself.</summary>
public sealed record MenuChange(Menu Menu, MenuRow Row, MenuChangeKind Kind, bool ByHand)
{
    /// <summary>Of a change by hand: what differs and what it was before; null: it was absent.</summary>
    public IReadOnlyList<(string Name, string? Value)> Old { get; init; } = [];

    /// <summary>Of a removed or moved row: the row that followed it before; null: it was the last.</summary>
    public MenuRow? Followed { get; init; }
}

/// <summary>
/// The rows of one menu of one simulated router. Owner of their state: behaviours and commands change rows through it and everyone hears of it through
/// <see cref="Changed"/>. Checks nothing: that is the commands' work.
/// </summary>
public sealed class Menu(MenuDefinition definition)
{
    private const int MostGone = 256;

    private readonly List<MenuRow> _rows = [];
    private readonly Dictionary<string, MenuRow> _byId = new(StringComparer.Ordinal);
    private Dictionary<string, string>? _gone;
    private long _nextId = 1;
    private long _nextDynamicId = definition.FirstDynamicId;

    public MenuDefinition Definition { get; } = definition;
    public string Path => Definition.Path;
    public IReadOnlyList<MenuRow> Rows => _rows;

    /// <summary>The one row of a settings menu.</summary>
    public MenuRow Settings => _rows[0];

    public event Action<MenuChange>? Changed;

    /// <summary>Grows with each announced change, before anyone hears of it: who keeps what he read of the rows compares.</summary>
    internal int Edition { get; private set; }

    /// <summary>The id that a name had whose row is gone; null while the name exists or was never one.</summary>
    public string? IdOfGone(string name) => _gone is not null && _gone.TryGetValue(name, out var id) && Named(name) is null ? id : null;

    public MenuRow? Find(string id) => _byId.GetValueOrDefault(id);

    public MenuRow? Named(string name) => _rows.FirstOrDefault(row => row["name"] == name);

    public MenuRow Add(IEnumerable<KeyValuePair<string, string>> values, bool dynamic = false, bool byHand = false, MenuRow? before = null)
    {
        var id = "*" + (dynamic || Definition.OneRangeOfIds ? _nextDynamicId++ : _nextId++).ToString("X", CultureInfo.InvariantCulture);
        return Insert(new MenuRow(id, values, dynamic), byHand, before);
    }

    /// <summary>Puts a removed row back under its own id (undo, safe mode).</summary>
    public MenuRow Restore(string id, IEnumerable<KeyValuePair<string, string>> values, MenuRow? before) =>
        Insert(new MenuRow(id, values, dynamic: false), byHand: true, before);

    /// <summary>Takes over the rows of the same menu of another router, as they are, under their ids; nothing is announced.</summary>
    internal void TakeRowsOf(Menu twin)
    {
        foreach (var row in twin._rows)
        {
            var own = new MenuRow(row);
            _rows.Add(own);
            _byId[own.Id] = own;
        }
        (_nextId, _nextDynamicId) = (twin._nextId, twin._nextDynamicId);
    }

    /// <summary>Changes several properties as one change; a null value takes the property away. Announces only when something differs.</summary>
    public bool Set(MenuRow row, bool byHand, params ReadOnlySpan<(string Name, string? Value)> values)
    {
        var differs = false;
        List<(string, string?)>? old = null;
        foreach (var (name, value) in values)
        {
            var before = row[name];
            if (!row.Put(name, value))
                continue;
            differs = true;
            if (byHand)
                (old ??= []).Add((name, before));
        }
        if (differs)
            Announce(new MenuChange(this, row, MenuChangeKind.Changed, byHand) { Old = old ?? [] });
        return differs;
    }

    /// <summary>Counts without announcing: counters do not reach listeners (reference 1.7).</summary>
    public static void Count(MenuRow row, string name, long value) => row.Put(name, value.ToString(CultureInfo.InvariantCulture));

    public void Remove(MenuRow row, bool byHand = false)
    {
        if (!_byId.Remove(row.Id))
            return;
        var followed = Following(row);
        _rows.Remove(row);
        if (byHand && row["name"] is { } name)
            Forget(name, row.Id);
        Announce(new MenuChange(this, row, MenuChangeKind.Removed, byHand) { Followed = followed });
    }

    /// <summary>Moves a row before another, or to the end when <paramref name="before"/> is null.</summary>
    public void Move(MenuRow row, MenuRow? before)
    {
        var followed = Following(row);
        _rows.Remove(row);
        _rows.Insert(before is null ? _rows.Count : _rows.IndexOf(before), row);
        Announce(new MenuChange(this, row, MenuChangeKind.Moved, ByHand: true) { Followed = followed });
    }

    /// <summary>Who refers to the row by name shows its id from now on; of the longest gone even that is forgotten.</summary>
    private void Forget(string name, string id)
    {
        _gone ??= new Dictionary<string, string>(StringComparer.Ordinal);
        if (_gone.Count >= MostGone && !_gone.ContainsKey(name))
            _gone.Clear();
        _gone[name] = id;
    }

    private MenuRow? Following(MenuRow row) => _rows.ElementAtOrDefault(_rows.IndexOf(row) + 1);

    private MenuRow Insert(MenuRow row, bool byHand, MenuRow? before)
    {
        var at = before is null ? -1 : _rows.IndexOf(before);
        _rows.Insert(at < 0 ? _rows.Count : at, row);
        _byId[row.Id] = row;
        Announce(new MenuChange(this, row, MenuChangeKind.Added, byHand));
        return row;
    }

    private void Announce(MenuChange change)
    {
        Edition++;
        Changed?.Invoke(change);
    }
}
