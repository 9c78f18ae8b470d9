using System.Collections.Immutable;
using System.Globalization;
using DualWanPortal.Simulation.Router.Commands;
using DualWanPortal.Simulation.Router.Scripting.Syntax;
using DualWanPortal.Simulation.Router.Tools;

namespace DualWanPortal.Simulation.Router.Scripting;

/// <summary><c>/system/script/run</c> and <c>/execute</c> (reference 1.11, 3.14).</summary>
internal sealed class StoredScripts(ScriptHost host)
{
    private readonly SimulatedRouter _router = host.Router;

    public void Register()
    {
        _router.Commands["/system/script/run"] = Run;
        _router.Commands["/execute"] = Execute;
        _router.Commands["/import"] = Import;
        var menu = _router["/system/script"];
        foreach (var row in menu.Rows.ToArray())
            Judge(menu, row);
        menu.Changed += change =>
        {
            if (change.Kind is MenuChangeKind.Added || (change.Kind is MenuChangeKind.Changed && change.ByHand))
                Judge(menu, change.Row);
        };
    }

    /// <summary>The flag of a source that cannot be read. That this is what makes a script invalid is a guess; the manual only names the flag (reference 3.14).</summary>
    private static void Judge(Menu menu, MenuRow script)
    {
        var source = script["source"] ?? "";
        menu.Set(script, byHand: false, ("invalid", source.Length > ScriptLimits.Source || ScriptParser.Parse(source, out _) is null ? "true" : null));
    }

    public static ImmutableHashSet<string> PoliciesOf(MenuRow row) => [.. (row["policy"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    public static void Count(SimulatedRouter router, MenuRow script)
    {
        var count = long.TryParse(script["run-count"], CultureInfo.InvariantCulture, out var before) ? before : 0;
        router["/system/script"].Set(script, byHand: false, ("run-count", (count + 1).ToString(CultureInfo.InvariantCulture)), ("last-started", RouterTime.Moment(router.Profile, router.WallTime)));
    }

    /// <summary>Waits for the end; an error is a trap, output is not returned.</summary>
    private RunningCommand? Run(CommandRequest request, IReplySink reply)
    {
        var version = _router.Profile.Version;
        if (request.Unknown("number", "numbers", version.AtLeast(7, 15) ? "use-script-permissions" : "number") is { } unknown && unknown != ".id")
            return RouterCommands.Refuse(reply, Refusal.UnknownParameter(unknown, version));
        if (RowSelection.Read(_router, _router["/system/script"], request, out var rows) is { } refusal)
            return RouterCommands.Refuse(reply, request[".id"] is null && request["numbers"] is null && request["number"] is null ? Refusal.Missing("number", version) : refusal);
        var script = rows[0];
        var wanted = PoliciesOf(script);
        if (!script.Flag("dont-require-permissions") && request["use-script-permissions"] is null && !wanted.IsSubsetOf(request.Caller.Policies))
            return RouterCommands.Refuse(reply, Refusal.NotPermitted(version));
        Count(_router, script);
        return Foreground(new ScriptOrder(script["source"] ?? "", request.Caller with { Policies = wanted }, "command") { Name = script["name"] }, reply, (_, error) =>
        {
            if (error is not null)
                reply.Trap(error.Located, error.Command is null ? 3 : 4);
            reply.Done();
        });
    }

    /// <summary>Without <c>as-string</c> a job in the background, which outlives the session (reference 6.2b); with it the output, errors inside.</summary>
    private RunningCommand? Execute(CommandRequest request, IReplySink reply)
    {
        var version = _router.Profile.Version;
        if (request.Unknown("script", version.IsV6 ? "script" : "as-string", "file") is { } unknown)
            return RouterCommands.Refuse(reply, Refusal.UnknownParameter(unknown, version));
        if (request["script"] is not { Length: > 0 } source)
            return RouterCommands.Refuse(reply, Refusal.Missing("script", version));
        if (source.Length > ScriptLimits.Source)
            return RouterCommands.Refuse(reply, Refusal.Invalid("script"));
        var order = new ScriptOrder(source, request.Caller, "command");
        if (_router["/system/script"].Named(source.Trim()) is { } stored)
            order = order with { Source = stored["source"] ?? "", Name = stored["name"] };
        if (request["as-string"] is not null)
            return Foreground(order, reply, (run, error) => reply.Done(AsString(run, error)));
        var job = host.Launch(order with { Caller = order.Caller with { Session = 0 } }, (run, error) => Finish(request["file"], run, error));
        if (job is null)
            return RouterCommands.Refuse(reply, Refusal.Failure("too many scripts run at once"));
        reply.Done(version.IsV6 ? null : job.Id);
        return null;
    }

    /// <summary>Runs a file of commands; what ran before an error stays (reference 3.13).</summary>
    private RunningCommand? Import(CommandRequest request, IReplySink reply)
    {
        var name = request["file-name"] ?? request["file"] ?? "";
        if (_router["/file"].Named(name) is not { } file)
            return RouterCommands.Refuse(reply, Refusal.NoSuchItem);
        return Foreground(new ScriptOrder(file["contents"] ?? "", request.Caller, "command") { Name = name }, reply, (_, error) =>
        {
            if (error is not null)
                reply.Trap(error.Located, error.Command is null ? 3 : 4);
            reply.Done();
        });
    }

    private void Finish(string? file, ScriptRun? run, ScriptError? error)
    {
        if (error is not null)
        {
            _router.Log("script,error", "executing script from execute failed, please check it manually");
            _router.Log("script,error,debug", error.Located);
        }
        if (!string.IsNullOrEmpty(file))
            Files.RouterFiles.Write(_router, file.Contains('.', StringComparison.Ordinal) ? file : file + ".txt", ".txt file", AsString(run, error), printable: true);
    }

    private RunningCommand? Foreground(ScriptOrder order, IReplySink reply, Action<ScriptRun?, ScriptError?> ended)
    {
        var answered = false;
        var job = host.Start(order with { Killed = () => reply.Refuse("interrupted", 2) }, (run, error) =>
        {
            answered = true;
            ended(run, error);
        });
        if (answered || job is null)
            return null;
        return new RunningCommand(() => host.Stop(job));
    }

    private static string AsString(ScriptRun? run, ScriptError? error)
    {
        var output = run?.Output ?? "";
        return error is null ? output : output.Length == 0 ? error.Located : $"{output}\n{error.Located}";
    }
}
