using System.Collections.Immutable;
using DualWanPortal.Simulation.Router.Definitions;

namespace DualWanPortal.Simulation.Router;

/// <summary>A router that is not there: its menus and the clock it lives on. Behaviours hang on the menus; commands act on them.</summary>
public sealed class SimulatedRouter
{
    private const int MaxNotes = 100;
    private readonly Dictionary<string, Menu> _menus = new(StringComparer.Ordinal);
    private readonly List<string> _notUnderstood = [];

    public SimulatedRouter(string name, RouterProfile profile, SimulationClock clock, IEnumerable<MenuDefinition> definitions)
    {
        Name = name;
        Profile = profile;
        Clock = clock;
        BootedAt = clock.Now;
        foreach (var definition in definitions)
            Make(definition);
        Menus = [.. _menus.Values];
    }

    /// <summary>A router with the rows that another one has; what the other one does is not taken over.</summary>
    internal SimulatedRouter(SimulatedRouter twin, string name, SimulationClock clock)
        : this(name, twin.Profile, clock, [])
    {
        foreach (var menu in twin.Menus)
            Make(menu.Definition, menu);
        Menus = [.. _menus.Values];
    }

    /// <summary>Name in the lab; <c>/system/identity</c> begins with the same.</summary>
    public string Name { get; }
    public RouterProfile Profile { get; }
    public SimulationClock Clock { get; }
    public DateTimeOffset BootedAt { get; set; }

    /// <summary>What the router takes the time to be: somebody may have set its clock.</summary>
    public DateTimeOffset WallTime => Clock.Now + ClockOffset;

    private TimeSpan ClockOffset { get; set; }

    /// <summary>The clock was set: what waits for a time of day looks anew.</summary>
    public event Action? ClockSet;

    internal void SetClock(DateTimeOffset wall)
    {
        ClockOffset = wall - Clock.Now;
        ClockSet?.Invoke();
    }

    /// <summary>What a script wanted and this simulation could not run, in words; each once, the first hundred.</summary>
    public IReadOnlyList<string> NotUnderstood => _notUnderstood;

    /// <summary>Command words that are no table verbs (<c>/ping</c>, <c>/system/backup/save</c>): each behaviour registers its own.</summary>
    public Dictionary<string, CommandHandler> Commands { get; } = new(StringComparer.Ordinal);

    /// <summary>Those with a meaning, and those without that somebody asked for. A snapshot: walking it survives that another is asked for.</summary>
    public ImmutableArray<Menu> Menus { get; private set; }

    /// <summary>The menu, which must exist: for behaviours that own it.</summary>
    public Menu this[string path] => _menus[path];

    /// <summary>The menu if this version has it. One without a meaning is made the first time somebody asks.</summary>
    public Menu? Find(string path)
    {
        if (_menus.TryGetValue(path, out var known))
            return known;
        if (GenericMenus.Find(path, Profile.Version) is not { } definition)
            return null;
        var made = Make(definition);
        Menus = Menus.Add(made);
        return made;
    }

    /// <summary>False while the router restarts: whoever serves it drops its sessions and refuses new ones until it is up again.</summary>
    public bool IsUp { get; private set; } = true;

    /// <summary>The router went down (false) or came up (true).</summary>
    public event Action<bool>? PowerChanged;

    /// <summary>
    /// A command is about to read this menu: values that flow with time (uptime, counters, what is left of a lease) are brought up to date now and not every second.
    /// </summary>
    public event Action<Menu>? Reading;

    /// <summary>To be called by commands before they read the rows of a menu.</summary>
    public void BeforeRead(Menu menu) => Reading?.Invoke(menu);

    /// <summary>
    /// An API session is over (<see cref="Caller.Session"/>): what hangs on it, such as a held safe mode, ends with it (reference 1.5, 6.1). True: it was cut off, and
    /// the router has not noticed yet.
    /// </summary>
    public event Action<long, bool>? SessionEnded;

    /// <summary>To be called by whoever serves sessions, once for each.</summary>
    /// <param name="abrupt">The peer vanished without closing (no FIN, no RST): a real router notices when TCP times out.</param>
    public void EndSession(long session, bool abrupt = false) => SessionEnded?.Invoke(session, abrupt);

    /// <summary>Restarts the router and does something while it is off; null for a router without a world.</summary>
    internal Action<Action>? Restart { get; set; }

    /// <summary>The command that is being run on a menu; null between commands.</summary>
    internal CommandRequest? Acting { get; private set; }

    /// <summary>Numbers the commands: changes with the same number were made by one.</summary>
    internal long ActionNumber { get; private set; }

    /// <summary>A row of any menu changed.</summary>
    internal event Action<MenuChange>? Changed;

    /// <summary>Runs a command on a menu so that changes know who makes them.</summary>
    internal RunningCommand? Act(CommandRequest request, Func<RunningCommand?> run)
    {
        var outer = Acting;
        (Acting, ActionNumber) = (request, ActionNumber + 1);
        try
        {
            return run();
        }
        finally
        {
            Acting = outer;
        }
    }

    internal void NoteNotUnderstood(string note)
    {
        if (_notUnderstood.Count < MaxNotes && !_notUnderstood.Contains(note))
            _notUnderstood.Add(note);
    }

    internal void Power(bool up)
    {
        if (IsUp == up)
            return;
        IsUp = up;
        PowerChanged?.Invoke(up);
    }

    private void OnChanged(MenuChange change) => Changed?.Invoke(change);

    private Menu Make(MenuDefinition definition, Menu? twin = null)
    {
        var menu = new Menu(definition);
        _menus[definition.Path] = menu;
        menu.Changed += OnChanged;
        if (twin is not null)
            menu.TakeRowsOf(twin);
        else if (definition.IsSettings)
            menu.Add(definition.Fields.Where(field => field.Default is not null).Select(field => KeyValuePair.Create(field.Name, field.Default!)));
        else
        {
            foreach (var row in definition.BuiltIn)
                menu.Add(row);
        }
        return menu;
    }
}
