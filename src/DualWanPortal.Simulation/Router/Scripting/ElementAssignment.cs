using System.Collections.Immutable;
using DualWanPortal.Simulation.Router.Scripting.Syntax;
using static DualWanPortal.Simulation.Router.Scripting.ScriptStep;

namespace DualWanPortal.Simulation.Router.Scripting;

/// <summary><c>:set ($list->2) value</c>, <c>:set ($map->"a"->"b") value</c>: a variable gets an array that differs in one place. Without a value the place goes.</summary>
internal sealed class ElementAssignment(ScriptRun run)
{
    public IEnumerator<ScriptStep> Run(ElementNode target, ScriptNode? value, ScriptScope scope)
    {
        var keys = new Stack<ScriptNode>();
        ScriptNode place = target;
        while (place is ElementNode element)
        {
            keys.Push(element.Key);
            if (keys.Count > ScriptLimits.Nesting)
                throw new ScriptError("nested too deeply");
            place = element.Array;
        }
        if (place is not VariableNode variable)
            throw new ScriptError("expected variable name");
        var path = new List<ScriptValue>();
        foreach (var key in keys)
        {
            yield return new Evaluate(run.Value(key, scope));
            path.Add(run.Result);
        }
        run.Result = ScriptValue.Nothing;
        if (value is not null)
            yield return new Evaluate(run.Value(value, scope));
        var whole = With(scope.Read(variable.Name, run.Globals), path, 0, value is null ? null : run.Result);
        if (!scope.Write(variable.Name, whole, run.Globals))
            throw new ScriptError($"no variable {variable.Name} is declared here");
        run.Result = ScriptValue.Nothing;
    }

    private static ArrayValue With(ScriptValue? whole, List<ScriptValue> path, int depth, ScriptValue? value)
    {
        var elements = whole is ArrayValue array ? array.Elements : [];
        var key = path[depth];
        var name = key is NumberValue ? null : key.Text;
        var at = name is not null ? elements.ToList().FindIndex(element => element.Key == name) : key is NumberValue { Number: >= 0 } number && number.Number < elements.Length ? (int)number.Number : -1;
        if (depth < path.Count - 1)
            value = With(at < 0 ? null : elements[at].Value, path, depth + 1, value);
        if (value is null)
            return new ArrayValue(at < 0 ? elements : elements.RemoveAt(at));
        if (at >= 0)
            return new ArrayValue(elements.SetItem(at, KeyValuePair.Create(elements[at].Key, value)));
        return elements.Length < ScriptLimits.Elements ? new ArrayValue(elements.Add(KeyValuePair.Create(name, value))) : throw new ScriptError("array too long");
    }
}
