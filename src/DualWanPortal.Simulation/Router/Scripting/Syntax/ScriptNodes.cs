using System.Collections.Immutable;

namespace DualWanPortal.Simulation.Router.Scripting.Syntax;

/// <summary>A piece of a parsed script.</summary>
internal abstract record ScriptNode(int Line);

/// <summary>A fixed value.</summary>
/// <param name="Bare">It stood without quotes: may name a property, a verb or a flag.</param>
internal sealed record LiteralNode(int Line, ScriptValue Value, string Written, bool Bare) : ScriptNode(Line);

/// <summary>A quoted text with values in it: <c>"gateway is $gw"</c>.</summary>
internal sealed record TextNode(int Line, ImmutableArray<ScriptNode> Parts) : ScriptNode(Line);

internal sealed record VariableNode(int Line, string Name) : ScriptNode(Line);

/// <summary><c>[ … ]</c>: commands whose last value is taken.</summary>
internal sealed record SubstitutionNode(int Line, BlockNode Body) : ScriptNode(Line);

internal sealed record UnaryNode(int Line, string Operator, ScriptNode Operand) : ScriptNode(Line);

internal sealed record BinaryNode(int Line, string Operator, ScriptNode Left, ScriptNode Right) : ScriptNode(Line);

/// <summary><c>{1;2}</c>, <c>{a=1;b=2}</c>.</summary>
internal sealed record ArrayNode(int Line, ImmutableArray<(string? Key, ScriptNode Value)> Elements) : ScriptNode(Line);

/// <summary><c>$list->0</c>, <c>$map->"key"</c>.</summary>
internal sealed record ElementNode(int Line, ScriptNode Array, ScriptNode Key) : ScriptNode(Line);

/// <summary>A property of the row that <c>find</c> or <c>print where</c> looks at.</summary>
internal sealed record PropertyNode(int Line, string Name) : ScriptNode(Line);

/// <summary><c>do={ … }</c> and source texts in braces.</summary>
internal sealed record CodeNode(int Line, BlockNode Body, string Source) : ScriptNode(Line);

internal sealed record BlockNode(int Line, ImmutableArray<ScriptNode> Statements) : ScriptNode(Line);

/// <summary>An argument: named, or by its place.</summary>
internal sealed record ArgumentNode(string? Name, ScriptNode Value);

/// <summary><c>:if</c>, <c>:local</c>, <c>:put</c>…</summary>
internal sealed record WordNode(int Line, string Name, ImmutableArray<ArgumentNode> Arguments) : ScriptNode(Line)
{
    public ScriptNode? this[string name] => Arguments.FirstOrDefault(argument => argument.Name == name)?.Value;

    public ImmutableArray<ScriptNode> Placed => [.. Arguments.Where(argument => argument.Name is null).Select(argument => argument.Value)];
}

/// <summary>A command or change of menu: <c>/ip route set …</c>, <c>find comment=x</c>.</summary>
/// <param name="Absolute">It began with a slash.</param>
/// <param name="Words">Bare words before the first argument: menu, verb and arguments without a name.</param>
/// <param name="Where">Condition of <c>find</c> and <c>where</c>.</param>
internal sealed record MenuNode(int Line, bool Absolute, ImmutableArray<string> Words, ImmutableArray<ArgumentNode> Arguments, ScriptNode? Where) : ScriptNode(Line);

/// <summary><c>$name argument=value</c> as a statement.</summary>
internal sealed record CallNode(int Line, VariableNode Function, ImmutableArray<ArgumentNode> Arguments) : ScriptNode(Line);

/// <summary><c>/ip route { … }</c>: commands that stand in a menu.</summary>
internal sealed record MenuBlockNode(int Line, bool Absolute, ImmutableArray<string> Words, BlockNode Body) : ScriptNode(Line);
