using System.Collections.Immutable;

namespace DualWanPortal.Simulation.Router.Scripting.Syntax;

/// <summary>
/// What stands in parentheses, and the conditions of <c>find</c>. The manual does not give the order of operators: this is the usual one, with joining (<c>.</c>)
/// below sums.
/// </summary>
internal sealed class ExpressionParser(ScriptText text, ValueParser values)
{
    /// <summary>From the loosest to the tightest; longer signs before those that they begin with.</summary>
    private static readonly ImmutableArray<ImmutableArray<string>> s_levels =
    [
        [","], ["||", "or"], ["&&", "and"], ["|"], ["^"], ["&"], ["!=", "<=", ">=", "==", "=", "<", ">", "~", "in"], ["."], ["<<", ">>"], ["+", "-"], ["*", "/", "%"],
    ];

    private static readonly int s_comparison = 6;

    /// <summary>Conditions name properties on the left of a comparison and plain words on its right.</summary>
    private bool _where;

    public ScriptNode ReadInParentheses()
    {
        text.Enter();
        var outer = _where;
        text.SkipBlanks(lines: true);
        var value = text.Current == ')' ? new LiteralNode(text.Line, ScriptValue.Nothing, "", Bare: false) : Read(0, right: false);
        text.SkipBlanks(lines: true);
        if (!text.Take(')'))
            throw text.Unexpected("expected closing parenthesis");
        _where = outer;
        text.Leave();
        return value;
    }

    /// <summary>Conditions side by side must all hold; none at all holds always.</summary>
    public ScriptNode ReadWhere()
    {
        var outer = _where;
        _where = true;
        ScriptNode? all = null;
        while (true)
        {
            text.SkipBlanks();
            if (text.AtEnd || text.AtLineEnd || text.Current is ';' or ']' or ')' or '}')
                break;
            var one = Read(1, right: false);
            all = all is null ? one : new BinaryNode(one.Line, "&&", all, one);
        }
        _where = outer;
        return all ?? new LiteralNode(text.Line, ScriptValue.Of(true), "true", Bare: false);
    }

    private ScriptNode Read(int level, bool right)
    {
        if (level == s_levels.Length)
            return ReadUnary(right);
        text.Enter();
        var left = Read(level + 1, right);
        while (TakeOperator(level) is { } found)
        {
            text.SkipBlanks(lines: !_where);
            var second = Read(level + 1, right || (_where && level == s_comparison));
            left = new BinaryNode(left.Line, found == "==" ? "=" : found switch { "or" => "||", "and" => "&&", _ => found }, left, second);
        }
        text.Leave();
        return left;
    }

    private string? TakeOperator(int level)
    {
        text.SkipBlanks(lines: !_where);
        foreach (var candidate in s_levels[level])
        {
            if (!text.StartsWith(candidate))
                continue;
            var after = text.Position + candidate.Length < text.Source.Length ? text.Source[text.Position + candidate.Length] : '\0';
            if (char.IsAsciiLetter(candidate[0]) ? ScriptParser.IsWord(after) : candidate is "|" or "&" or "<" or ">" && after == candidate[0])
                continue;
            // Side by side in a condition: a following "!disabled" or "-1" is no operator of this one.
            if (_where && candidate is "-" or "/" or "*" or "%" or "," or "+")
                continue;
            text.Position += candidate.Length;
            return candidate;
        }
        return null;
    }

    private ScriptNode ReadUnary(bool right)
    {
        text.SkipBlanks(lines: !_where);
        var line = text.Line;
        var sign = text.Current switch { '!' => "!", '-' when !char.IsAsciiDigit(text.Next) || !_where => "-", '~' => "~", _ => Takes("not") ? "not" : Takes("any") ? "any" : null };
        if (sign is not null)
        {
            text.Position += sign.Length;
            text.Enter();
            var operand = ReadUnary(right);
            text.Leave();
            return new UnaryNode(line, sign == "not" ? "!" : sign, operand);
        }
        if (ReadPrimary() is { } value)
            return value;
        if (!_where)
            return ReadPlain(line);
        if (right)
            return values.ReadWord(static c => c is ' ' or '\t' or '\r' or '\n' or ';' or ']' or ')' or '}' or '"' or '$' or '[' or '(' or '&' or '|');
        var name = text.TakeWhile(static c => ScriptParser.IsWord(c) || c == '.');
        return name.Length > 0 ? new PropertyNode(line, name) : throw text.Unexpected("expected value");
    }

    /// <summary>Inside brackets and texts a condition is none any more.</summary>
    private ScriptNode? ReadPrimary()
    {
        var outer = _where;
        _where &= text.Current == '(';
        var value = values.ReadPrimary();
        _where = outer;
        return value;
    }

    private bool Takes(string word) => text.StartsWith(word) && text.Position + word.Length < text.Source.Length && text.Source[text.Position + word.Length] is ' ' or '(';

    /// <summary>A number, address, time or word in a calculation: dots join addresses and not texts, a minus between blanks is no part of a word.</summary>
    private LiteralNode ReadPlain(int line)
    {
        var begin = text.Position;
        if (text.Current == '*' || char.IsAsciiDigit(text.Current))
        {
            text.Position++;
            text.TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c == ':' || (c is '.' or '/' && char.IsAsciiDigit(text.Next)));
            var written = text.Source[begin..text.Position];
            // Three points make an address, and only a prefix has a slash: "10/2" is a division.
            if (written.Contains('/', StringComparison.Ordinal) && written.Count(c => c == '.') != 3)
                written = Shorten(begin, written[..written.IndexOf('/', StringComparison.Ordinal)]);
            if (written.Contains('.', StringComparison.Ordinal) && written.Count(c => c == '.') != 3)
                written = Shorten(begin, written[..written.IndexOf('.', StringComparison.Ordinal)]);
            return new LiteralNode(line, ScriptValue.Guess(written), written, Bare: true);
        }
        var word = text.TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c == '_' || (c == '-' && char.IsAsciiLetterOrDigit(text.Next)));
        return word.Length > 0 ? new LiteralNode(line, ScriptValue.Guess(word), word, Bare: true) : throw text.Unexpected("expected value");
    }

    private string Shorten(int begin, string written)
    {
        text.Position = begin + written.Length;
        return written;
    }
}
