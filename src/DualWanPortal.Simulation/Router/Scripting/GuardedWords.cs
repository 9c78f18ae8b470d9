using DualWanPortal.Simulation.Router.Scripting.Syntax;
using static DualWanPortal.Simulation.Router.Scripting.ScriptStep;

namespace DualWanPortal.Simulation.Router.Scripting;

/// <summary>Words that survive errors of what they run: <c>:do … on-error=</c>, <c>:onerror</c>, <c>:retry</c>.</summary>
internal sealed class GuardedWords(ScriptRun run)
{
    private const int MostTries = 1_000;

    /// <summary>From which build of v7 on <c>:onerror</c> and <c>:retry</c> exist is not recorded; v6 has neither.</summary>
    public IEnumerator<ScriptStep> Run(WordNode node, ScriptScope scope) => node.Name switch
    {
        "do" => Do(node, scope),
        _ when run.Host.Router.Profile.Version.IsV6 => throw run.Host.Unknown($":{node.Name}", node.Line),
        "retry" => Retry(node, scope),
        _ => OnError(node, scope),
    };

    private IEnumerator<ScriptStep> Do(WordNode node, ScriptScope scope)
    {
        var body = ScriptWords.Body(node["command"] ?? node["do"] ?? ScriptWords.Placed(node, 0, "command"));
        do
        {
            if (node["on-error"] is { } handler)
            {
                yield return new Evaluate(run.Block(body, scope), FrameKind.Guard);
                if (run.Caught is not null)
                    yield return new Evaluate(run.Block(ScriptWords.Body(handler), scope));
            }
            else
            {
                yield return new Evaluate(run.Block(body, scope));
            }
            if (node["while"] is not { } condition)
                yield break;
            yield return new Evaluate(run.Value(condition, scope));
            if (!ScriptRun.Truth(condition, run.Result))
                break;
        }
        while (true);
        run.Result = ScriptValue.Nothing;
    }

    /// <summary><c>:onerror name in={ … } do={ … }</c>: the handler sees the message.</summary>
    private IEnumerator<ScriptStep> OnError(WordNode node, ScriptScope scope)
    {
        var name = ScriptWords.Name(ScriptWords.Placed(node, 0, "error-name"));
        yield return new Evaluate(run.Block(ScriptWords.Body(node["in"]), scope), FrameKind.Guard);
        var failed = run.Caught is not null;
        if (failed)
        {
            var inner = new ScriptScope(scope, scope.Menu);
            inner.Local(name, ScriptValue.Of(run.Caught!.Located));
            yield return new Evaluate(run.Statements(ScriptWords.Body(node["do"]), inner));
        }
        run.Result = ScriptValue.Of(failed);
    }

    /// <summary><c>:retry command={ … } delay=1s max=3 on-error={ … }</c>: the handler runs after the last try; without one the error stands.</summary>
    private IEnumerator<ScriptStep> Retry(WordNode node, ScriptScope scope)
    {
        var body = ScriptWords.Body(node["command"] ?? ScriptWords.Placed(node, 0, "command"));
        yield return new Evaluate(run.Value(node["delay"] ?? throw new ScriptError("missing value(s) of argument(s) delay"), scope));
        var delay = ScriptFunctions.Delay(run.Result) ?? throw new ScriptError("invalid value for argument delay");
        yield return new Evaluate(run.Value(node["max"] ?? throw new ScriptError("missing value(s) of argument(s) max"), scope));
        var most = ScriptFunctions.Number(run.Result) is > 0 and <= MostTries and var number ? number : throw new ScriptError("invalid value for argument max");
        for (var tries = 1L; ; tries++)
        {
            yield return new Evaluate(run.Block(body, scope), FrameKind.Guard);
            if (run.Caught is not { } error)
                yield break;
            if (tries < most)
                yield return run.Wait(delay);
            else if (node["on-error"] is not { } handler)
                throw error;
            else
            {
                yield return new Evaluate(run.Block(ScriptWords.Body(handler), scope));
                yield break;
            }
        }
    }
}
