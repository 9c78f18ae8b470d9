namespace DualWanPortal.RouterOs.Text;

internal sealed partial class ConsoleScanner
{
    /// <summary>The value at the position: quoted, bare, bracketed, computed, or pieces of these run together. Returns a problem, or null.</summary>
    private string? ReadValue(List<Word> words, string? key)
    {
        var start = _position;
        if (start >= text.Length)
        {
            words.Add(new Word(WordKind.Pair, key, ""));
            return null;
        }
        if (text[start] is '[' or '(' or '{')
        {
            if (SkipBalanced() is { } problem)
                return problem;
            var inner = text[(start + 1)..(_position - 1)];
            words.Add(new Word(text[start] == '[' ? WordKind.Bracket : WordKind.Computed, key, inner));
            return null;
        }
        if (TryReadPlain() is { } plain)
        {
            words.Add(new Word(key is null ? WordKind.Bare : WordKind.Pair, key, plain));
            return null;
        }
        var quoted = text[start] == '"';
        var value = new EscapedText();
        var computed = false;
        while (_position < text.Length)
        {
            var c = text[_position];
            if (EndsWord(c))
                break;
            if (c == '"')
            {
                if (ReadQuoted(value, ref computed) is { } problem)
                    return problem;
            }
            else if (c == '\\')
            {
                if (!SkipContinuations())
                    _position = value.AddEscape(text, _position);
            }
            else
            {
                computed |= StartsVariable(_position);
                value.Add(c);
                _position++;
            }
        }
        var kind = computed ? WordKind.Computed : key is not null ? WordKind.Pair : quoted ? WordKind.Quoted : WordKind.Bare;
        words.Add(new Word(kind, key, value.TakeText()));
        return null;
    }

    /// <summary>The common case, a value of plain characters in one piece, without a builder.</summary>
    private string? TryReadPlain()
    {
        var end = _position;
        while (end < text.Length && text[end] is not (' ' or '\t' or '\n' or ';' or '"' or '\\' or '$' or '}'))
            end++;
        if (end < text.Length && text[end] is '"' or '\\' or '$' or '}')
            return null;
        var plain = text[_position..end];
        _position = end;
        return plain;
    }

    /// <summary>A quoted piece. Line ends without a backslash are part of it, unless that would swallow the rest of the text.</summary>
    private string? ReadQuoted(EscapedText value, ref bool computed)
    {
        var firstLineEnd = -1;
        _position++;
        while (_position < text.Length)
        {
            var c = text[_position];
            if (c == '"')
            {
                _position++;
                return null;
            }
            if (c == '\\')
            {
                if (!SkipContinuations())
                    _position = value.AddEscape(text, _position);
                continue;
            }
            if (c == '\n')
            {
                if (firstLineEnd < 0)
                    firstLineEnd = _position;
                if (_quotesEndWithLine)
                    break;
            }
            computed |= StartsVariable(_position);
            value.Add(c);
            _position++;
        }
        _quotesEndWithLine = true;
        _position = firstLineEnd < 0 ? text.Length : firstLineEnd;
        return NotUnderstoodReason.UnclosedQuote;
    }

    /// <summary>An unescaped <c>$name</c>, <c>$(…)</c> or <c>$[…]</c>; exports escape every dollar sign, so this is script text.</summary>
    private bool StartsVariable(int position) =>
        text[position] == '$' && position + 1 < text.Length && (char.IsAsciiLetterOrDigit(text[position + 1]) || text[position + 1] is '(' or '[');

    /// <summary>Moves past a bracket and its partner over any number of lines. On failure moves to the end of the line.</summary>
    private string? SkipBalanced()
    {
        var start = _position;
        Span<char> partners = stackalloc char[DeepestNesting];
        var depth = 0;
        string? problem = null;
        while (_position < text.Length && problem is null)
        {
            var c = text[_position++];
            switch (c)
            {
                case '[' or '(' or '{' when depth == DeepestNesting:
                    problem = NotUnderstoodReason.TooDeep;
                    break;
                case '[' or '(' or '{':
                    partners[depth++] = c == '[' ? ']' : c == '(' ? ')' : '}';
                    break;
                case ']' or ')' or '}' when c == partners[depth - 1]:
                    if (--depth == 0)
                        return null;
                    break;
                case ']' or ')' or '}':
                    problem = NotUnderstoodReason.UnclosedBracket;
                    break;
                case '\\':
                    _position = Math.Min(_position + 1, text.Length);
                    break;
                case '"':
                    SkipQuoted();
                    break;
                case '#' when partners[depth - 1] == '}' && BeginsStatement(_position - 1):
                    _position = LineEnd(_position);
                    break;
                case '\n' when _rescanBudget < 0:
                    problem = NotUnderstoodReason.UnclosedBracket;
                    break;
            }
        }
        _rescanBudget -= _position - start;
        _position = LineEnd(start);
        return problem ?? NotUnderstoodReason.UnclosedBracket;
    }

    private void SkipQuoted()
    {
        while (_position < text.Length)
        {
            var c = text[_position++];
            if (c == '\\')
                _position++;
            else if (c == '"' || (c == '\n' && _rescanBudget < 0))
                return;
        }
        _position = Math.Min(_position, text.Length);
    }

    private bool BeginsStatement(int position)
    {
        for (var i = position - 1; i >= 0; i--)
        {
            if (text[i] is ' ' or '\t' && position - i < 200)
                continue;
            return text[i] is '\n' or '{' or ';';
        }
        return true;
    }
}
