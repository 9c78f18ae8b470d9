using System.Collections.Immutable;
using DualWanPortal.Simulation.Router.Commands;
using DualWanPortal.Simulation.Router.Scripting.Syntax;
using static DualWanPortal.Simulation.Router.Scripting.ScriptStep;

namespace DualWanPortal.Simulation.Router.Scripting;

/// <summary>Commands of a script on menus: turned into the same requests as those of the API and run by the same code.</summary>
internal sealed class MenuCalls(ScriptRun run)
{
    private static readonly HashSet<string> s_onRows = new(StringComparer.Ordinal)
    {
        "set", "remove", "enable", "disable", "comment", "unset", "move", "get", "reset-counters", "monitor", "release", "renew",
    };

    private readonly MenuRows _rows = new(run);

    public IEnumerator<ScriptStep> Run(MenuNode node, ScriptScope scope)
    {
        var (path, used) = run.Host.Tree.Resolve(node.Absolute ? "" : scope.Menu, node.Words);
        if (used == node.Words.Length && node.Where is null && node.Arguments.IsEmpty)
        {
            scope.Menu = path;
            run.Result = ScriptValue.Nothing;
            yield break;
        }
        if (used == node.Words.Length)
            throw run.Host.Unknown(path.Length == 0 ? "/" : path, node.Line);
        var verb = node.Words[used];
        var inner = new ScriptScope(scope, path);
        var arguments = new List<KeyValuePair<string?, ScriptValue>>();
        foreach (var word in node.Words.Skip(used + 1).Where(word => word is not "where"))
            arguments.Add(new(null, ScriptValue.Guess(word)));
        foreach (var argument in node.Arguments)
        {
            yield return new Evaluate(run.Value(argument.Value, inner));
            // As a value a prefix is a network; as an argument it is what was written: 192.168.88.1/24 is an address of the router (reference 3.14).
            arguments.Add(new(argument.Name, argument.Value is LiteralNode { Bare: true, Value: PrefixValue } literal ? ScriptValue.Of(literal.Written) : run.Result));
        }
        run.Result = ScriptValue.Nothing;
        var menu = run.Host.Router.Find(path);
        if (path == "/log" && verb is "info" or "warning" or "error" or "debug")
        {
            run.Host.Log(verb, arguments.Select(argument => argument.Value.Text).FirstOrDefault() ?? "");
            yield break;
        }
        var work = verb switch
        {
            "find" when menu is not null => _rows.Find(menu, node, inner),
            "print" when menu is not null => _rows.Print(menu, node, arguments, inner),
            "get" when menu is not null && !NamesValue(menu, arguments) => _rows.GetAll(menu, node, arguments),
            "export" when arguments.All(argument => argument.Key != "file") => _rows.Export(path, arguments, node.Line),
            _ => Request(menu, path, verb, arguments, node.Line, inner),
        };
        yield return new Evaluate(work);
    }

    /// <summary><c>/ip route { … }</c>: commands that stand in a menu.</summary>
    public IEnumerator<ScriptStep> RunInside(MenuBlockNode node, ScriptScope scope)
    {
        var (path, used) = run.Host.Tree.Resolve(node.Absolute ? "" : scope.Menu, node.Words);
        if (used < node.Words.Length)
            throw run.Host.Unknown($"{path}/{node.Words[used]}", node.Line);
        return run.Statements(node.Body, new ScriptScope(scope, path));
    }

    private static bool NamesValue(Menu menu, List<KeyValuePair<string?, ScriptValue>> arguments) =>
        arguments.Any(argument => argument.Key == "value-name") || arguments.Count(argument => argument.Key is null or "number" or "numbers" or ".id") > (menu.Definition.IsSettings ? 0 : 1);

    private IEnumerator<ScriptStep> Request(Menu? menu, string path, string verb, List<KeyValuePair<string?, ScriptValue>> arguments, int line, ScriptScope scope)
    {
        var command = $"{path}/{verb}";
        if (!run.Host.Router.Commands.ContainsKey(command) && (menu is null || !MenuVerbs.Has(menu.Definition, verb)))
            throw run.Host.Unknown(command, line);
        var words = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        var asValue = false;
        CodeValue? each = null;
        var places = new Queue<string>(Places(menu, command, verb).Where(place => !arguments.Any(argument => argument.Key == place)));
        foreach (var (name, value) in arguments)
        {
            if ((name ?? value.Text) == "as-value")
                asValue = true;
            else if (name == "do" && verb == "monitor" && value is CodeValue body)
                each = body;
            else if (name is not null)
                words.Add(new(name, value.Word));
            else if (places.TryDequeue(out var place))
                words.Add(new(place, value.Word));
            else
                words.Add(new(value.Text, ""));
            // Nothing found is nothing to do, and no error; only get insists on a row.
            if (value is ArrayValue { Elements.IsEmpty: true } && words is [.., { Key: "numbers" or ".id" }] && verb != "get")
                yield break;
        }
        var reply = new ScriptReply();
        yield return new Evaluate(run.Command(new CommandRequest(command, words.ToImmutable(), [], run.Caller), reply));
        if (reply.Refusal is { } refusal)
            throw new ScriptError(refusal) { Command = command, Line = line };
        run.Result = Answer(menu, command, verb, words, reply, asValue);
        if (each is not null)
            yield return new Evaluate(ForEach(each, reply, scope));
    }

    /// <summary><c>monitor … once do={ … }</c>: what is monitored is there as variables.</summary>
    private IEnumerator<ScriptStep> ForEach(CodeValue body, ScriptReply reply, ScriptScope scope)
    {
        foreach (var row in reply.Rows.ToArray())
        {
            var inner = new ScriptScope(scope, scope.Menu);
            foreach (var (name, value) in row)
                inner.Local(name, ScriptValue.Guess(value));
            yield return new Evaluate(run.Statements(body.Body, inner));
        }
    }

    /// <summary>What arguments without a name stand for.</summary>
    private static string[] Places(Menu? menu, string command, string verb) => command switch
    {
        "/ping" or "/tool/ping" => ["address"],
        "/resolve" => ["domain-name"],
        "/execute" => ["script"],
        "/import" => ["file-name"],
        "/tool/fetch" => ["url"],
        "/system/script/run" => ["number"],
        _ when menu is { Definition.IsSettings: true } => verb == "get" ? ["value-name"] : [],
        _ => verb switch
        {
            "get" or "unset" => ["numbers", "value-name"],
            "comment" => ["numbers", "comment"],
            "move" => ["numbers", "destination"],
            _ => s_onRows.Contains(verb) ? ["numbers"] : [],
        },
    };

    private static ScriptValue Answer(Menu? menu, string command, string verb, ImmutableArray<KeyValuePair<string, string>>.Builder words, ScriptReply reply, bool asValue)
    {
        // A ping answers how many replies came.
        if (command is "/ping" or "/tool/ping" && !asValue)
            return ScriptValue.Of(reply.Rows is [.., var last] ? ScriptValue.ParseNumber(last.FirstOrDefault(word => word.Key == "received").Value ?? "0") ?? 0 : 0);
        if (verb == "get" && menu is not null)
            return MenuRows.Typed(menu, words.FirstOrDefault(word => word.Key == "value-name").Value ?? "", reply.Ret ?? "");
        if (asValue || (command == "/tool/fetch" && reply.Rows.Count > 0))
        {
            var rows = reply.Rows.Select(row => new ArrayValue([.. row.Select(word => KeyValuePair.Create((string?)word.Key, ScriptValue.Of(word.Value)))])).ToArray();
            return rows is [var only] ? only : ArrayValue.Of(rows);
        }
        return reply.Ret is { } ret ? ScriptValue.Guess(ret) : ScriptValue.Nothing;
    }
}
