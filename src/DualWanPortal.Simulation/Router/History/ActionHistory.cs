using DualWanPortal.Simulation.Router.Commands;
using DualWanPortal.Simulation.Router.Tools;

namespace DualWanPortal.Simulation.Router.History;

/// <summary>
/// <c>/system/history</c>, <c>/undo</c> and <c>/redo</c> (reference 3.15, 6.3): what people and scripts changed by commands, newest first, a hundred actions. One
/// command is one action, whatever it changes. A power cut forgets it.
/// </summary>
internal sealed class ActionHistory
{
    public const int Capacity = 100;

    /// <summary>Menus whose changes nobody takes back: what happens to them is no configuration (reference 6.1).</summary>
    private static readonly HashSet<string> s_left = new(StringComparer.Ordinal)
    {
        "/log", "/file", "/system/history", "/user/active", "/system/script/job", "/system/script/environment", "/ip/firewall/connection", "/ipv6/firewall/connection", "/safe-mode", "/system/clock", "/ip/arp", "/ip/dns/cache",
    };

    private readonly SimulatedRouter _router;
    private readonly Menu _menu;
    private readonly List<Entry> _entries = [];
    private bool _applying;

    public ActionHistory(SimulatedRouter router)
    {
        (_router, _menu) = (router, router["/system/history"]);
        router.Changed += OnChanged;
        router.PowerChanged += up =>
        {
            if (!up)
                Drop(_entries.Count);
        };
        router.Commands["/undo"] = (_, reply) => Step(reply, entry => !entry.Undone, newest: true, Undo, "nothing to undo");
        router.Commands["/redo"] = (_, reply) => Step(reply, entry => entry.Undone, newest: false, Redo, "nothing to redo");
    }

    /// <summary>An action was recorded.</summary>
    public event Action? Recorded;

    /// <summary>Whether what is recorded from now on is taken back when the holder of safe mode is lost.</summary>
    public bool Floating { get; set; }

    /// <summary>Forgets which actions are floating: they stay.</summary>
    public void Settle()
    {
        Floating = false;
        foreach (var entry in _entries.Where(entry => entry.Floating).ToArray())
            Mark(entry, entry with { Floating = false });
    }

    /// <summary>Takes back all floating actions, of all sessions, newest first.</summary>
    public void Unroll()
    {
        Floating = false;
        foreach (var entry in _entries.Where(entry => entry.Floating).Reverse().ToArray())
        {
            if (!entry.Undone)
                Apply(() => entry.Undo(_router));
            _entries.Remove(entry);
            _menu.Remove(entry.Row);
        }
    }

    private void OnChanged(MenuChange change)
    {
        if (_applying || !change.ByHand || change.Row.Dynamic || _router.Acting is not { } request || s_left.Contains(change.Menu.Path))
            return;
        var difference = new RowDifference(change);
        if (_entries is [.., var last] && last.Number == _router.ActionNumber)
        {
            last.Differences.Add(difference);
            return;
        }
        foreach (var undone in _entries.Where(entry => entry.Undone).ToArray())
        {
            _entries.Remove(undone);
            _menu.Remove(undone.Row);
        }
        Drop(_entries.Count - Capacity + 1);
        var row = _menu.Add(
        [
            new("action", difference.Text), new("by", request.Caller.User), new("policy", "write"), new("time", RouterTime.Moment(_router.Profile, _router.WallTime)),
            .. _router.Profile.Version.IsV6 ? Array.Empty<KeyValuePair<string, string>>() : [new("undo", difference.UndoText), new("redo", difference.RedoText)],
            new("undoable", "true"), new("redoable", "false"), new("floating-undo", Floating ? "true" : "false"),
        ],
            before: _menu.Rows.Count > 0 ? _menu.Rows[0] : null);
        _entries.Add(new Entry(_router.ActionNumber, row, [difference], Floating, Undone: false));
        Recorded?.Invoke();
    }

    private RunningCommand? Step(IReplySink reply, Func<Entry, bool> fits, bool newest, Action<Entry> act, string nothing)
    {
        if ((newest ? _entries.LastOrDefault(fits) : _entries.FirstOrDefault(fits)) is not { } entry)
            return RouterCommands.Refuse(reply, Refusal.Failure(nothing));
        act(entry);
        reply.Done();
        return null;
    }

    private void Undo(Entry entry)
    {
        Apply(() => entry.Undo(_router));
        Mark(entry, entry with { Undone = true });
    }

    private void Redo(Entry entry)
    {
        Apply(() => entry.Redo(_router));
        Mark(entry, entry with { Undone = false });
    }

    private void Apply(Action change)
    {
        _applying = true;
        change();
        _applying = false;
    }

    private void Mark(Entry old, Entry entry)
    {
        _entries[_entries.IndexOf(old)] = entry;
        _menu.Set(entry.Row, byHand: false, ("undoable", entry.Undone ? "false" : "true"), ("redoable", entry.Undone ? "true" : "false"), ("floating-undo", entry.Floating ? "true" : "false"));
    }

    private void Drop(int oldest)
    {
        for (; oldest > 0; oldest--)
        {
            _menu.Remove(_entries[0].Row);
            _entries.RemoveAt(0);
        }
    }

    /// <param name="Number">Number of the command that did it.</param>
    private sealed record Entry(long Number, MenuRow Row, List<RowDifference> Differences, bool Floating, bool Undone)
    {
        public void Undo(SimulatedRouter router)
        {
            for (var index = Differences.Count - 1; index >= 0; index--)
                Differences[index].Undo(router);
        }

        public void Redo(SimulatedRouter router)
        {
            foreach (var difference in Differences)
                difference.Redo(router);
        }
    }
}
