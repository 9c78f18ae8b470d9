using System.Text;
using DualWanPortal.Simulation.Router.Scripting.Syntax;
using static DualWanPortal.Simulation.Router.Scripting.ScriptStep;

namespace DualWanPortal.Simulation.Router.Scripting;

/// <summary>One run of one script: its rights, its variables, what it printed. Statements and values are evaluated here, words and menu commands beside it.</summary>
internal sealed class ScriptRun
{
    private readonly ScriptMachine _machine;
    private readonly StringBuilder _output = new();
    private readonly ScriptWords _words;
    private readonly MenuCalls _menus;
    private RunningCommand? _command;

    public ScriptRun(ScriptHost host, Caller caller, Action<ScriptRun, ScriptError?> ended)
    {
        (Host, Caller, Globals) = (host, caller, host.GlobalsOf(caller.User));
        _machine = new ScriptMachine(host.Router.Clock, error => ended(this, error));
        (_words, _menus) = (new ScriptWords(this), new MenuCalls(this));
    }

    public ScriptHost Host { get; }
    public Caller Caller { get; }
    public ScriptGlobals Globals { get; }
    public bool Ended => _machine.Ended;

    /// <summary>Called when somebody removes the job.</summary>
    public Action? Killed { get; set; }

    /// <summary>All that <c>:put</c> and <c>print</c> showed.</summary>
    public string Output => _output.ToString().TrimEnd('\n');

    /// <summary>Value of the last evaluation.</summary>
    public ScriptValue Result
    {
        get => _machine.Result;
        set => _machine.Result = value;
    }

    /// <summary>The error that ended the last guarded evaluation.</summary>
    public ScriptError? Caught => _machine.Caught;

    public void Start(BlockNode script, IEnumerable<KeyValuePair<string, ScriptValue>> variables)
    {
        var scope = new ScriptScope(null, "");
        foreach (var (name, value) in variables)
            scope.Local(name, value);
        _machine.Start(Statements(script, scope));
    }

    /// <summary>Ends the run before it began.</summary>
    public void Fail(ScriptError error) => _machine.Fail(error);

    public void Kill()
    {
        _command?.Cancel();
        _machine.Kill();
    }

    public void Put(string line)
    {
        if (_output.Length + line.Length > ScriptLimits.Text)
            throw new ScriptError("output too long");
        _output.Append(line).Append('\n');
    }

    public Suspend Wait(TimeSpan delay)
    {
        _machine.ResumeAfter(delay);
        return Suspend.Here;
    }

    /// <summary>Runs a command of the router to its end.</summary>
    public IEnumerator<ScriptStep> Command(CommandRequest request, ScriptReply reply)
    {
        _command = Commands.RouterCommands.Run(Host.Router, request, reply);
        if (!reply.IsDone)
        {
            reply.Ended = _machine.Resume;
            yield return Suspend.Here;
        }
        _command = null;
    }

    public IEnumerator<ScriptStep> Block(BlockNode block, ScriptScope outer) => Statements(block, new ScriptScope(outer, outer.Menu));

    public IEnumerator<ScriptStep> Statements(BlockNode block, ScriptScope scope)
    {
        Result = ScriptValue.Nothing;
        foreach (var statement in block.Statements)
            yield return new Evaluate(Value(statement, scope));
    }

    /// <summary>Calls a function with its arguments as its only variables: named ones by name, others as <c>$1</c>, <c>$2</c>.</summary>
    public IEnumerator<ScriptStep> Call(CodeValue function, IReadOnlyList<KeyValuePair<string?, ScriptValue>> arguments)
    {
        var scope = new ScriptScope(null, "");
        var place = 0;
        foreach (var (name, value) in arguments)
            scope.Local(name ?? (++place).ToString(System.Globalization.CultureInfo.InvariantCulture), value);
        yield return new Evaluate(Statements(function.Body, scope), FrameKind.Function);
    }

    /// <summary>Evaluates one node; its value is <see cref="Result"/>.</summary>
    public IEnumerator<ScriptStep> Value(ScriptNode node, ScriptScope scope)
    {
        switch (node)
        {
            case LiteralNode literal:
                Result = literal.Value;
                return Empty();
            case VariableNode variable:
                Result = scope.Read(variable.Name, Globals) ?? ScriptValue.Nothing;
                return Empty();
            case PropertyNode property:
                Result = scope.Row?.Invoke(property.Name) ?? ScriptValue.Nothing;
                return Empty();
            case CodeNode code:
                Result = new CodeValue(code.Body, code.Source);
                return Empty();
            case SubstitutionNode substitution:
                return Block(substitution.Body, scope);
            case BlockNode block:
                return Block(block, scope);
            case TextNode text:
                return Text(text, scope);
            case UnaryNode unary:
                return Unary(unary, scope);
            case BinaryNode binary:
                return Binary(binary, scope);
            case ArrayNode array:
                return Array(array, scope);
            case ElementNode element:
                return Element(element, scope);
            case CallNode call:
                return CallStatement(call, scope);
            case WordNode word:
                return _words.Run(word, scope);
            case MenuNode menu:
                return _menus.Run(menu, scope);
            case MenuBlockNode inside:
                return _menus.RunInside(inside, scope);
            default:
                throw new ScriptError("this simulation does not know such a statement");
        }
    }

    private static IEnumerator<ScriptStep> Empty() => Enumerable.Empty<ScriptStep>().GetEnumerator();

    private IEnumerator<ScriptStep> Text(TextNode node, ScriptScope scope)
    {
        var text = new StringBuilder();
        foreach (var part in node.Parts)
        {
            yield return new Evaluate(Value(part, scope));
            if (text.Append(Result.Text).Length > ScriptLimits.Text)
                throw new ScriptError("text too long");
        }
        Result = ScriptValue.Of(text.ToString());
    }

    private IEnumerator<ScriptStep> Unary(UnaryNode node, ScriptScope scope)
    {
        yield return new Evaluate(Value(node.Operand, scope));
        Result = node.Operator switch
        {
            "-" => ScriptOperators.Negative(Result),
            "~" => ScriptOperators.Complement(Result),
            "any" => ScriptValue.Of(Result is not NothingValue),
            _ => ScriptValue.Of(!Truth(node.Operand, Result)),
        };
    }

    private IEnumerator<ScriptStep> Binary(BinaryNode node, ScriptScope scope)
    {
        yield return new Evaluate(Value(node.Left, scope));
        var left = Result;
        if (node.Operator is "&&" or "||")
        {
            var holds = Truth(node.Left, left);
            if (holds == (node.Operator == "&&"))
            {
                yield return new Evaluate(Value(node.Right, scope));
                holds = Truth(node.Right, Result);
            }
            Result = ScriptValue.Of(holds);
            yield break;
        }
        yield return new Evaluate(Value(node.Right, scope));
        Result = ScriptOperators.Apply(node.Operator, left, Result);
    }

    /// <summary>A property that stands alone asks whether it is there and not <c>no</c>.</summary>
    public static bool Truth(ScriptNode node, ScriptValue value) =>
        node is PropertyNode ? value is not NothingValue && value.Truth != false : value.Truth ?? throw new ScriptError("expected a condition, not " + value.Type);

    private IEnumerator<ScriptStep> Array(ArrayNode node, ScriptScope scope)
    {
        var elements = new List<KeyValuePair<string?, ScriptValue>>(node.Elements.Length);
        foreach (var (key, value) in node.Elements)
        {
            yield return new Evaluate(Value(value, scope));
            elements.Add(new(key, Result));
        }
        Result = new ArrayValue([.. elements]);
    }

    private IEnumerator<ScriptStep> Element(ElementNode node, ScriptScope scope)
    {
        yield return new Evaluate(Value(node.Array, scope));
        var array = Result as ArrayValue;
        yield return new Evaluate(Value(node.Key, scope));
        var key = Result;
        if (array is null)
            Result = ScriptValue.Nothing;
        else
            Result = key is NumberValue { Number: var place } ? place >= 0 && place < array.Elements.Length ? array.Elements[(int)place].Value : ScriptValue.Nothing : array[key.Text];
    }

    private IEnumerator<ScriptStep> CallStatement(CallNode node, ScriptScope scope)
    {
        yield return new Evaluate(Value(node.Function, scope));
        var function = Result;
        if (node.Arguments.IsEmpty && function is not CodeValue)
            yield break;
        var arguments = new List<KeyValuePair<string?, ScriptValue>>();
        foreach (var argument in node.Arguments)
        {
            yield return new Evaluate(Value(argument.Value, scope));
            arguments.Add(new(argument.Name, Result));
        }
        Result = ScriptValue.Nothing;
        if (function is CodeValue code)
            yield return new Evaluate(Call(code, arguments));
    }
}
