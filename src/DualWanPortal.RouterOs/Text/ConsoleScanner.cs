using System.Text;

namespace DualWanPortal.RouterOs.Text;

/// <summary>
/// Cuts console text into statements: quotes, escapes, continuation lines, brackets, blocks, comments, prompts. Knows nothing of menus.
/// Every position is visited a bounded number of times, whatever the text.
/// </summary>
internal sealed partial class ConsoleScanner(string text)
{
    private const int DeepestNesting = 64;

    private int _position;
    private int _line = 1;
    private int _lineCountedTo;
    private int _lineEndFrom = -1;
    private int _lineEnd = -1;
    private int _blocks;
    private bool _quotesEndWithLine;
    private long _rescanBudget = 4L * text.Length;

    /// <summary>The next statement, or null at the end.</summary>
    public Statement? Next()
    {
        string? prompt = null;
        while (true)
        {
            SkipBlank();
            if (_position >= text.Length)
                return null;
            if (text[_position] != '[' || !TrySkipPrompt(ref prompt))
                break;
        }
        var start = _position;
        switch (text[start])
        {
            case '#':
                _position = LineEnd(start);
                return Make(StatementKind.Comment, start, prompt: prompt);
            case '{':
                _position++;
                if (_blocks == DeepestNesting)
                    return Make(StatementKind.Junk, start, problem: NotUnderstoodReason.TooDeep);
                _blocks++;
                return Make(StatementKind.BlockOpen, start, prompt: prompt);
            case '}':
                _position++;
                if (_blocks == 0)
                    return Make(StatementKind.Junk, start, problem: NotUnderstoodReason.StrayBrace);
                _blocks--;
                return Make(StatementKind.BlockClose, start);
        }
        if (LineShape.Of(text.AsSpan(start, LineEnd(start) - start)) is { } shape)
        {
            _position = LineEnd(start);
            return shape == LineShape.Conflict ? Make(StatementKind.ConflictMarker, start) : Make(StatementKind.Junk, start, problem: shape);
        }
        return ReadCommand(start, prompt);
    }

    private Statement ReadCommand(int start, string? prompt)
    {
        var words = new List<Word>(8);
        string? problem = null;
        var opensBlock = false;
        while (problem is null)
        {
            SkipSpaces();
            if (_position >= text.Length)
                break;
            var c = text[_position];
            if (c is '\n' or ';' || (c == '}' && _blocks > 0))
                break;
            if (c == '{' && _blocks < DeepestNesting && words.TrueForAll(word => word.Kind == WordKind.Bare && !word.Text.StartsWith(':') && !ConsoleWords.IsVerb(word.Text)))
            {
                _position++;
                _blocks++;
                opensBlock = true;
                break;
            }
            problem = ReadWord(words);
        }
        return Make(StatementKind.Command, start, words, opensBlock, problem, prompt);
    }

    private string? ReadWord(List<Word> words)
    {
        var start = _position;
        if (text[start] is '"' or '[' or '(' or '{' or '$')
            return ReadValue(words, null);
        while (_position < text.Length && !EndsWord(text[_position]) && text[_position] is not ('=' or '"' or '\\'))
            _position++;
        if (_position < text.Length && text[_position] == '=' && _position > start)
        {
            var key = text[start.._position];
            _position++;
            SkipContinuations();
            return ReadValue(words, key);
        }
        if (_position == start || (_position < text.Length && text[_position] is '"' or '\\'))
        {
            _position = start;
            return ReadPieces(words);
        }
        words.Add(new Word(WordKind.Bare, null, text[start.._position]));
        return null;
    }

    /// <summary>A word without key that is wrapped, escaped or partly quoted; a wrap may fall inside a key (<c>dst-addr\↵ess=…</c>).</summary>
    private string? ReadPieces(List<Word> words)
    {
        var plain = new StringBuilder();
        while (_position < text.Length)
        {
            var c = text[_position];
            if (EndsWord(c))
                break;
            if (c == '=' && plain.Length > 0)
            {
                _position++;
                SkipContinuations();
                return ReadValue(words, plain.ToString());
            }
            if (c == '\\' && SkipContinuations())
                continue;
            plain.Append(c);
            _position++;
        }
        if (plain.Length > 0)
            words.Add(new Word(WordKind.Bare, null, plain.ToString()));
        return null;
    }

    private bool EndsWord(char c) => c is ' ' or '\t' or '\n' or ';' || (c == '}' && _blocks > 0);

    private Statement Make(
        StatementKind kind, int start, IReadOnlyList<Word>? words = null, bool opensBlock = false, string? problem = null, string? prompt = null)
    {
        var line = LineAt(start);
        var end = _position;
        while (end > start && text[end - 1] is '\n' or ' ' or '\t')
            end--;
        return new Statement
        {
            Kind = kind,
            Line = line,
            LastLine = line + text.AsSpan(start, Math.Max(0, end - start)).Count('\n'),
            Text = Joined(text.AsSpan(start, Math.Max(0, end - start))),
            Words = words ?? [],
            OpensBlock = opensBlock,
            Problem = problem,
            PromptPath = prompt,
        };
    }

    private int LineAt(int position)
    {
        _line += text.AsSpan(_lineCountedTo, position - _lineCountedTo).Count('\n');
        _lineCountedTo = position;
        return _line;
    }

    private int LineEnd(int from)
    {
        // Kept, so that a line of many statements is searched once.
        if (from < _lineEndFrom || from > _lineEnd)
        {
            _lineEndFrom = from;
            _lineEnd = text.IndexOf('\n', from) is var end and >= 0 ? end : text.Length;
        }
        return _lineEnd;
    }

    private static string Joined(ReadOnlySpan<char> source)
    {
        if (!source.Contains('\n'))
            return source.ToString();
        var joined = new StringBuilder(source.Length);
        for (var i = 0; i < source.Length; i++)
        {
            if (source[i] != '\\' || ContinuationLength(source[i..]) is not (var length and > 0))
            {
                joined.Append(source[i]);
                if (source[i] == '\\' && i + 1 < source.Length)
                    joined.Append(source[++i]);
                continue;
            }
            i += length - 1;
        }
        return joined.ToString();
    }
}
