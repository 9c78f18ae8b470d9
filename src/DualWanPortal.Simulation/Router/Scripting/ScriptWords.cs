using DualWanPortal.Simulation.Router.Scripting.Syntax;
using DualWanPortal.Simulation.Router.Tools;
using static DualWanPortal.Simulation.Router.Scripting.ScriptStep;

namespace DualWanPortal.Simulation.Router.Scripting;

/// <summary>The words of the language: flow here, functions of values in <see cref="ScriptFunctions"/>.</summary>
internal sealed class ScriptWords(ScriptRun run)
{
    private readonly GuardedWords _guarded = new(run);
    private readonly DataWords _data = new(run);

    public IEnumerator<ScriptStep> Run(WordNode node, ScriptScope scope) => node.Name switch
    {
        "if" => If(node, scope),
        "while" => While(node, scope),
        "for" => For(node, scope),
        "foreach" => ForEach(node, scope),
        "do" or "onerror" or "retry" => _guarded.Run(node, scope),
        "local" or "global" or "set" => Assign(node, scope),
        "return" => Return(node, scope),
        "log" => Log(node, scope),
        "put" or "error" or "delay" or "parse" => OneValue(node, scope),
        "execute" or "resolve" or "ping" => Command(node, scope),
        "exit" when !run.Host.Router.Profile.Version.IsV6 => Exit(),
        "time" => Time(node, scope),
        _ when ScriptFunctions.Knows(node.Name) => Function(node, scope),
        _ when _data.Knows(node.Name) => _data.Run(node, scope),
        _ => throw run.Host.Unknown($":{node.Name}", node.Line),
    };

    private IEnumerator<ScriptStep> If(WordNode node, ScriptScope scope)
    {
        var condition = Placed(node, 0, "condition");
        yield return new Evaluate(run.Value(condition, scope));
        var branch = ScriptRun.Truth(condition, run.Result) ? node["do"] : node["else"];
        run.Result = ScriptValue.Nothing;
        if (branch is not null)
            yield return new Evaluate(run.Block(Body(branch), scope));
    }

    private IEnumerator<ScriptStep> While(WordNode node, ScriptScope scope)
    {
        var condition = Placed(node, 0, "condition");
        var body = Body(node["do"]);
        while (true)
        {
            yield return new Evaluate(run.Value(condition, scope));
            if (!ScriptRun.Truth(condition, run.Result))
                break;
            yield return new Evaluate(run.Block(body, scope));
        }
        run.Result = ScriptValue.Nothing;
    }

    private IEnumerator<ScriptStep> For(WordNode node, ScriptScope scope)
    {
        var name = Name(Placed(node, 0, "counter"));
        var bounds = new long[3];
        foreach (var (index, word) in new[] { "from", "to", "step" }.Index())
        {
            if (node[word] is not { } value)
            {
                bounds[index] = word == "step" ? 0 : throw new ScriptError($"missing value(s) of argument(s) {word}");
                continue;
            }
            yield return new Evaluate(run.Value(value, scope));
            bounds[index] = ScriptFunctions.Number(run.Result) ?? throw new ScriptError($"invalid value for argument {word}");
        }
        var step = bounds[2] != 0 ? bounds[2] : bounds[1] >= bounds[0] ? 1 : -1;
        var body = Body(node["do"]);
        for (var number = bounds[0]; step > 0 ? number <= bounds[1] : number >= bounds[1]; number += step)
        {
            var inner = new ScriptScope(scope, scope.Menu);
            inner.Local(name, ScriptValue.Of(number));
            yield return new Evaluate(run.Statements(body, inner));
            if (step > 0 ? number > long.MaxValue - step : number < long.MinValue - step)
                break;
        }
        run.Result = ScriptValue.Nothing;
    }

    private IEnumerator<ScriptStep> ForEach(WordNode node, ScriptScope scope)
    {
        var names = Name(Placed(node, 0, "counter")).Split(',');
        yield return new Evaluate(run.Value(node["in"] ?? throw new ScriptError("missing value(s) of argument(s) in"), scope));
        var elements = run.Result switch
        {
            ArrayValue array => array.Elements,
            NothingValue => [],
            var single => [new(null, single)],
        };
        var body = Body(node["do"]);
        for (var index = 0; index < elements.Length; index++)
        {
            var inner = new ScriptScope(scope, scope.Menu);
            if (names.Length > 1)
                inner.Local(names[0], elements[index].Key is { } key ? ScriptValue.Of(key) : ScriptValue.Of(index));
            inner.Local(names[^1], elements[index].Value);
            yield return new Evaluate(run.Statements(body, inner));
        }
        run.Result = ScriptValue.Nothing;
    }

    private IEnumerator<ScriptStep> Assign(WordNode node, ScriptScope scope)
    {
        var target = Placed(node, 0, "name");
        var value = node["do"] ?? node["value"] ?? node.Placed.ElementAtOrDefault(1);
        if (node.Name == "set" && target is ElementNode element)
        {
            yield return new Evaluate(new ElementAssignment(run).Run(element, value, scope));
            yield break;
        }
        var name = Name(target);
        if (node.Name == "global")
            scope.DeclareGlobal(name);
        run.Result = ScriptValue.Nothing;
        if (value is not null)
            yield return new Evaluate(run.Value(value, scope));
        var result = run.Result;
        if (node.Name == "local")
            scope.Local(name, result);
        else if ((value is not null || node.Name == "set") && !scope.Write(name, result, run.Globals))
            throw new ScriptError($"no variable {name} is declared here");
        run.Result = ScriptValue.Nothing;
    }

    private IEnumerator<ScriptStep> Return(WordNode node, ScriptScope scope)
    {
        run.Result = ScriptValue.Nothing;
        if (node.Arguments is [var value, ..])
            yield return new Evaluate(run.Value(value.Value, scope));
        yield return new Return(run.Result);
    }

    private IEnumerator<ScriptStep> Log(WordNode node, ScriptScope scope)
    {
        var level = Name(Placed(node, 0, "topics"));
        yield return new Evaluate(run.Value(node["message"] ?? Placed(node, 1, "message"), scope));
        run.Host.Log(level, run.Result.Text);
        run.Result = ScriptValue.Nothing;
    }

    private IEnumerator<ScriptStep> OneValue(WordNode node, ScriptScope scope)
    {
        if (node.Arguments.IsEmpty)
            throw new ScriptError($"missing value(s) of argument(s) {(node.Name == "delay" ? "delay-time" : "message")}");
        yield return new Evaluate(run.Value(node.Arguments[0].Value, scope));
        var value = run.Result;
        run.Result = ScriptValue.Nothing;
        switch (node.Name)
        {
            case "put":
                run.Put(value.Text);
                run.Result = value;
                break;
            case "error":
                throw new ScriptError(value.Text) { Line = node.Line };
            case "delay":
                yield return run.Wait(ScriptFunctions.Delay(value) ?? throw new ScriptError("invalid value for argument delay-time"));
                break;
            default:
                run.Result = ScriptParser.Parse(value.Text, out var mistake) is { } body ? new CodeValue(body, value.Text) : throw new ScriptError(mistake!);
                break;
        }
    }

    private static IEnumerator<ScriptStep> Exit()
    {
        yield return Leave.Script;
    }

    /// <summary>How long a command takes.</summary>
    private IEnumerator<ScriptStep> Time(WordNode node, ScriptScope scope)
    {
        var begin = run.Host.Router.Clock.Now;
        yield return new Evaluate(run.Block(Body(node["command"] ?? Placed(node, 0, "command")), scope));
        run.Result = new SpanValue(run.Host.Router.Clock.Now - begin);
    }

    /// <summary>Root commands that have a word of their own.</summary>
    private IEnumerator<ScriptStep> Command(WordNode node, ScriptScope scope) =>
        run.Value(new MenuNode(node.Line, true, [node.Name], node.Arguments, null), scope);

    private IEnumerator<ScriptStep> Function(WordNode node, ScriptScope scope)
    {
        var values = new List<ScriptValue>();
        foreach (var argument in node.Arguments)
        {
            yield return new Evaluate(run.Value(argument.Value, scope));
            values.Add(run.Result);
        }
        run.Result = ScriptFunctions.Apply(node.Name, values);
    }

    internal static ScriptNode Placed(WordNode node, int place, string what) =>
        node.Placed.ElementAtOrDefault(place) ?? throw new ScriptError($"missing value(s) of argument(s) {what}");

    internal static BlockNode Body(ScriptNode? node) => node switch
    {
        CodeNode code => code.Body,
        null => throw new ScriptError("missing value(s) of argument(s) do"),
        _ => throw new ScriptError("expected command in braces"),
    };

    internal static string Name(ScriptNode node) => node is LiteralNode literal ? literal.Written : throw new ScriptError("expected variable name");
}
