using System.Collections.Immutable;
using System.Text;

namespace DualWanPortal.Simulation.Router.Scripting.Syntax;

/// <summary>Reads values: texts, variables, brackets, arrays, bare words; conditions and calculations are <see cref="ExpressionParser"/>.</summary>
internal sealed class ValueParser
{
    private readonly ScriptText _text;
    private readonly Func<char, BlockNode> _block;
    private readonly ExpressionParser _expressions;

    public ValueParser(ScriptText text, Func<char, BlockNode> block)
    {
        (_text, _block) = (text, block);
        _expressions = new ExpressionParser(text, this);
    }

    /// <summary>One value in the place of an argument.</summary>
    public ScriptNode ReadValue() => ReadPrimary() is { } value ? value : ReadWord(static c => c is ' ' or '\t' or '\r' or '\n' or ';' or ']' or ')' or '}' or '"' or '$' or '[' or '(' or '{');

    public ScriptNode ReadCondition() => _expressions.ReadWhere();

    /// <summary>A value that says by its first character what it is; null: a bare word follows.</summary>
    public ScriptNode? ReadPrimary()
    {
        var line = _text.Line;
        var value = ReadAtom();
        while (value is not null && _text.Take("->"))
        {
            _text.Enter();
            var key = ReadAtom() ?? ReadWord(static c => !ScriptParser.IsWord(c));
            _text.Leave();
            value = new ElementNode(line, value, key);
        }
        return value;
    }

    /// <summary>Without the elements that are asked of it.</summary>
    private ScriptNode? ReadAtom()
    {
        var line = _text.Line;
        ScriptNode value;
        switch (_text.Current)
        {
            case '"':
                value = ReadText();
                break;
            case '$':
                value = ReadVariable();
                break;
            case '(':
                _text.Position++;
                value = _expressions.ReadInParentheses();
                break;
            case '[':
                _text.Position++;
                value = new SubstitutionNode(line, _block(']'));
                _text.Position++;
                break;
            case '{':
                value = ReadArray();
                break;
            default:
                return null;
        }
        return value;
    }

    public LiteralNode ReadWord(Func<char, bool> ends)
    {
        var line = _text.Line;
        var word = new StringBuilder();
        while (!_text.AtEnd && !ends(_text.Current))
        {
            if (_text.Current == '\\' && _text.TakeContinuation())
                break;
            if (_text.Current == '\\')
                _text.Position++;
            if (_text.AtEnd)
                break;
            word.Append(_text.Current);
            _text.Position++;
        }
        if (word.Length == 0)
            throw _text.Unexpected("expected value");
        var written = word.ToString();
        return new LiteralNode(line, ScriptValue.Guess(written), written, Bare: true);
    }

    private VariableNode ReadVariable()
    {
        var line = _text.Line;
        _text.Position++;
        if (_text.Take('"'))
        {
            var quoted = _text.TakeWhile(c => c is not '"' and not '\n');
            if (!_text.Take('"') || quoted.Length == 0)
                throw _text.Unexpected("expected variable name");
            return new VariableNode(line, quoted);
        }
        var name = _text.TakeWhile(char.IsAsciiLetterOrDigit);
        return name.Length > 0 ? new VariableNode(line, name) : throw _text.Unexpected("expected variable name");
    }

    /// <summary><c>{1;2}</c> or <c>{"a"=1;b=2}</c>, over several lines if need be.</summary>
    private ArrayNode ReadArray()
    {
        _text.Enter();
        var line = _text.Line;
        _text.Position++;
        var elements = ImmutableArray.CreateBuilder<(string?, ScriptNode)>();
        while (true)
        {
            _text.SkipToStatement();
            if (_text.AtEnd)
                throw _text.Unexpected("expected closing brace");
            if (_text.Take('}'))
                break;
            var value = ReadElement();
            string? key = null;
            _text.SkipBlanks();
            if (_text.Take('='))
            {
                key = value is LiteralNode literal ? literal.Written : throw _text.Unexpected("expected key");
                _text.SkipBlanks();
                value = ReadElement();
                _text.SkipBlanks();
            }
            elements.Add((key, value));
            if (elements.Count > ScriptLimits.Elements)
                throw new ScriptError("array too long");
            if (!_text.AtEnd && !_text.AtLineEnd && _text.Current is not (';' or '}'))
                throw _text.Unexpected("expected end of command");
        }
        _text.Leave();
        return new ArrayNode(line, elements.ToImmutable());
    }

    private ScriptNode ReadElement() => ReadPrimary() ?? ReadWord(static c => c is ' ' or '\t' or '\r' or '\n' or ';' or '}' or '=' or '"' or '$' or '[' or '(' or '{');

    /// <summary>Quoted text: escapes, continued lines, <c>$name</c>, <c>$(…)</c> and <c>$[…]</c> inside.</summary>
    private ScriptNode ReadText()
    {
        var line = _text.Line;
        _text.Position++;
        var parts = ImmutableArray.CreateBuilder<ScriptNode>();
        var characters = new StringBuilder();
        while (true)
        {
            if (_text.AtEnd)
                throw _text.Unexpected("expected closing quote");
            if (_text.Take('"'))
                break;
            if (_text.Current == '\\')
            {
                TextEscapes.Read(_text, characters);
            }
            else if (_text.Current == '$' && (char.IsAsciiLetterOrDigit(_text.Next) || _text.Next is '(' or '[' or '"'))
            {
                Flush();
                if (_text.Next is '(' or '[')
                {
                    _text.Position++;
                    _text.Enter();
                    parts.Add(ReadPrimary()!);
                    _text.Leave();
                }
                else
                {
                    parts.Add(ReadVariable());
                }
            }
            else
            {
                characters.Append(_text.Current);
                _text.Position++;
            }
        }
        if (parts.Count == 0)
            return new LiteralNode(line, ScriptValue.Of(characters.ToString()), characters.ToString(), Bare: false);
        Flush();
        return new TextNode(line, parts.ToImmutable());

        void Flush()
        {
            if (characters.Length > 0)
                parts.Add(new LiteralNode(line, ScriptValue.Of(characters.ToString()), characters.ToString(), Bare: false));
            characters.Clear();
        }
    }
}
