using System.Collections.Immutable;
using DualWanPortal.Simulation.Router.Scripting.Syntax;
using DualWanPortal.Simulation.Router.Tools;

namespace DualWanPortal.Simulation.Router.Scripting;

/// <summary>What one script is to do and for whom.</summary>
/// <param name="Caller">User and rights that its commands have.</param>
/// <param name="Type">Kind of the job, as <c>/system/script/job</c> words it: <c>command</c>, <c>api</c>…</param>
internal sealed record ScriptOrder(string Source, Caller Caller, string Type)
{
    /// <summary>Name of the stored script; null for text that stands in a hook.</summary>
    public string? Name { get; init; }

    /// <summary>Variables that the hook gives, <c>$bound</c> and the like.</summary>
    public ImmutableArray<KeyValuePair<string, ScriptValue>> Variables { get; init; } = [];

    /// <summary>Called when somebody removes the job.</summary>
    public Action? Killed { get; init; }
}

/// <summary>
/// All scripts of one router: what runs, who may, whose variables are whose. Nothing in it costs anything while no script runs. A power cut ends every job and forgets
/// every global variable.
/// </summary>
internal sealed class ScriptHost
{
    private readonly Dictionary<string, ScriptGlobals> _globals = new(StringComparer.Ordinal);
    private readonly Dictionary<MenuRow, ScriptRun> _jobs = [];
    private readonly Dictionary<string, BlockNode> _parsed = new(StringComparer.Ordinal);
    private readonly Menu _jobMenu;
    private readonly Menu _environment;

    public ScriptHost(SimulatedRouter router)
    {
        Router = router;
        Tree = new MenuTree(router);
        (_jobMenu, _environment) = (router["/system/script/job"], router["/system/script/environment"]);
        _jobMenu.Changed += change =>
        {
            if (change is not { Kind: MenuChangeKind.Removed, ByHand: true } || !_jobs.Remove(change.Row, out var run))
                return;
            run.Kill();
            run.Killed?.Invoke();
        };
        _environment.Changed += change =>
        {
            if (change is { Kind: MenuChangeKind.Removed, ByHand: true })
                _globals.GetValueOrDefault(change.Row["user"] ?? "")?.Forget(change.Row["name"] ?? "");
        };
        router.PowerChanged += up =>
        {
            if (!up)
                Clear();
        };
    }

    public SimulatedRouter Router { get; }

    public MenuTree Tree { get; }

    /// <summary>What <c>:rndnum</c> draws from: the same site and order give the same numbers.</summary>
    public Random Luck => field ??= new Random(Router.Name.Aggregate(17, static (seed, letter) => unchecked((seed * 31) + letter)));

    public ScriptGlobals GlobalsOf(string user) =>
        _globals.TryGetValue(user, out var globals) ? globals : _globals[user] = new ScriptGlobals(_environment, user);

    /// <summary>Starts a script in the present call; it may go on long after.</summary>
    /// <param name="ended">Hears how it ended: output, value, and the error if there was one.</param>
    /// <returns>The row of its job; null when it did not start or has ended already.</returns>
    public MenuRow? Start(ScriptOrder order, Action<ScriptRun?, ScriptError?> ended)
    {
        if (_jobs.Count >= ScriptLimits.Jobs)
        {
            ended(null, new ScriptError("too many scripts run at once"));
            return null;
        }
        if (Parse(order, out var mistake) is not { } script)
        {
            ended(null, new ScriptError(mistake!));
            return null;
        }
        var (job, run) = Prepare(order, ended);
        run.Start(script, order.Variables);
        return run.Ended ? null : job;
    }

    /// <summary>Starts a script when the present call is over: its job is there at once and has an id. Null when too many run.</summary>
    public MenuRow? Launch(ScriptOrder order, Action<ScriptRun?, ScriptError?> ended)
    {
        if (_jobs.Count >= ScriptLimits.Jobs)
            return null;
        var (job, run) = Prepare(order, ended);
        Router.Clock.After(TimeSpan.Zero, () =>
        {
            if (!_jobs.ContainsKey(job))
                return;
            if (Parse(order, out var mistake) is { } script)
                run.Start(script, order.Variables);
            else
                run.Fail(new ScriptError(mistake!));
        });
        return job;
    }

    /// <summary>What runs every few seconds is read once.</summary>
    private BlockNode? Parse(ScriptOrder order, out string? mistake)
    {
        mistake = null;
        if (_parsed.TryGetValue(order.Source, out var known))
            return known;
        var script = ScriptParser.Parse(order.Source, out mistake);
        if (script is null)
        {
            Router.NoteNotUnderstood($"{order.Type} script {order.Name}: {mistake}");
            return null;
        }
        if (_parsed.Count >= ScriptLimits.Kept)
            _parsed.Clear();
        return _parsed[order.Source] = script;
    }

    private (MenuRow Job, ScriptRun Run) Prepare(ScriptOrder order, Action<ScriptRun?, ScriptError?> ended)
    {
        var job = _jobMenu.Add(
        [
            new("owner", order.Caller.User), new("policy", string.Join(',', order.Caller.Policies.Order(StringComparer.Ordinal))), new("type", order.Type), new("script", order.Name ?? ""),
            new("started", RouterTime.Moment(Router.Profile, Router.WallTime)),
        ]);
        var made = new ScriptRun(this, order.Caller, (run, error) =>
        {
            _jobs.Remove(job);
            _jobMenu.Remove(job);
            ended(run, error);
        });
        made.Killed = order.Killed;
        _jobs[job] = made;
        return (job, made);
    }

    /// <summary>Ends a job of which nobody waits for the end.</summary>
    public void Stop(MenuRow job)
    {
        if (!_jobs.Remove(job, out var run))
            return;
        _jobMenu.Remove(job);
        run.Kill();
    }

    public void Log(string level, string text)
    {
        // Lines for debugging do not reach the memory log as it comes (reference 3.15).
        if (level != "debug")
            Router.Log($"script,{level}", text);
    }

    /// <summary>A command that this simulation lacks, or nobody has: the script fails as it would at a console, and the site says what was not understood.</summary>
    public ScriptError Unknown(string command, int line)
    {
        Router.NoteNotUnderstood($"script command {command}");
        return new ScriptError($"bad command name {command[(command.LastIndexOf('/') + 1)..]}") { Command = command, Line = line };
    }

    private void Clear()
    {
        foreach (var (job, run) in _jobs.ToArray())
        {
            run.Kill();
            _jobMenu.Remove(job);
        }
        _jobs.Clear();
        _globals.Clear();
        foreach (var variable in _environment.Rows.ToArray())
            _environment.Remove(variable);
    }
}
