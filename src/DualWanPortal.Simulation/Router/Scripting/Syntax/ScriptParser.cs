using System.Collections.Immutable;

namespace DualWanPortal.Simulation.Router.Scripting.Syntax;

/// <summary>Reads a whole script before anything of it runs, as the router does: a mistake anywhere means that nothing runs.</summary>
internal sealed class ScriptParser
{
    /// <summary>Commands of the language that work without their colon too.</summary>
    private static readonly HashSet<string> s_words = new(StringComparer.Ordinal)
    {
        "local", "global", "put", "if", "foreach", "for", "while", "do", "delay", "error", "return", "len", "pick", "tostr", "toarray", "tonum", "toip", "tobool", "totime", "toid", "typeof", "resolve", "parse",
        "nothing", "beep", "onerror", "execute", "time", "rndnum", "rndstr", "environment", "retry", "timestamp", "convert", "serialize", "deserialize",
    };

    /// <summary>Commands after which a brace begins a list of rows and not the commands of a menu.</summary>
    private static readonly HashSet<string> s_verbs = new(StringComparer.Ordinal) { "add", "set", "get", "remove", "enable", "disable", "print", "comment", "unset", "move", "run", "export", "monitor" };

    private readonly ScriptText _text;
    private readonly ValueParser _values;

    private ScriptParser(string source)
    {
        _text = new ScriptText(source);
        _values = new ValueParser(_text, ReadBlock);
    }

    /// <returns>The script, or null and what the console says of the mistake.</returns>
    public static BlockNode? Parse(string source, out string? mistake)
    {
        mistake = null;
        if (source.Length > ScriptLimits.Source)
        {
            mistake = "script too long";
            return null;
        }
        var parser = new ScriptParser(source);
        try
        {
            var script = parser.ReadBlock('\0');
            if (parser._text.AtEnd)
                return script;
            mistake = parser._text.Unexpected("expected end of command").Message;
        }
        catch (ScriptError wrong)
        {
            mistake = wrong.Message;
        }
        return null;
    }

    /// <summary>Statements up to a closing bracket, which is left standing, or to the end of the source.</summary>
    private BlockNode ReadBlock(char close)
    {
        _text.Enter();
        var line = _text.Line;
        var statements = ImmutableArray.CreateBuilder<ScriptNode>();
        while (true)
        {
            _text.SkipToStatement();
            if (_text.AtEnd || _text.Current == close)
                break;
            statements.Add(ReadStatement());
            _text.SkipBlanks();
            if (!_text.AtEnd && !_text.AtLineEnd && _text.Current != ';' && _text.Current != close && _text.Current != '#')
                throw _text.Unexpected("expected end of command");
        }
        if (close != '\0' && _text.AtEnd)
            throw _text.Unexpected($"expected closing {(close == '}' ? "brace" : "bracket")}");
        _text.Leave();
        return new BlockNode(line, statements.ToImmutable());
    }

    private ScriptNode ReadStatement()
    {
        var line = _text.Line;
        switch (_text.Current)
        {
            case '{':
                _text.Position++;
                var block = ReadBlock('}');
                _text.Position++;
                return block;
            case ':':
                _text.Position++;
                var name = _text.TakeWhile(IsWord);
                if (name.Length == 0)
                    throw _text.Unexpected("bad command name");
                return new WordNode(line, name, ReadArguments(IsCode(name), name));
            case '$':
                var value = _values.ReadPrimary()!;
                return value is VariableNode function ? new CallNode(line, function, ReadArguments(codeFirst: false, "")) : value;
            case '(' or '"' or '[':
                return _values.ReadValue();
            case '/' or '.':
                return ReadMenu();
            default:
                var begin = _text.Position;
                var word = _text.TakeWhile(IsWord);
                if (word.Length == 0)
                    throw _text.Unexpected("bad command name " + _text.Current);
                if (s_words.Contains(word))
                    return new WordNode(line, word, ReadArguments(IsCode(word), word));
                _text.Position = begin;
                return ReadMenu();
        }
    }

    private ScriptNode ReadMenu()
    {
        var line = _text.Line;
        var absolute = _text.Take('/');
        var words = ImmutableArray.CreateBuilder<string>();
        ScriptNode? where = null;
        while (true)
        {
            _text.SkipBlanks();
            if (_text.Current == '/' && words.Count > 0)
                _text.Position++;
            var begin = _text.Position;
            var word = _text.StartsWith("..") ? _text.TakeWhile(c => c == '.') : _text.TakeWhile(c => IsWord(c) || c is ':' or '*' or '@' or ',');
            if (word.Length == 0)
                break;
            if (word is "find" or "where" || !IsEndOfWord())
            {
                if (word is "find" or "where" && IsEndOfWord())
                {
                    words.Add(word);
                    _text.SkipBlanks();
                    if (word == "find" && _text.Take("where"))
                        _text.SkipBlanks();
                    where = _values.ReadCondition();
                    return new MenuNode(line, absolute, words.ToImmutable(), [], where);
                }
                _text.Position = begin;
                break;
            }
            words.Add(word);
        }
        if (words.Count == 0 && !absolute)
            throw _text.Unexpected("bad command name");
        if (_text.Current == '{' && !(words.Count > 0 && s_verbs.Contains(words[^1])))
        {
            var body = ReadCode().Body;
            return new MenuBlockNode(line, absolute, words.ToImmutable(), body);
        }
        var arguments = ReadArguments(codeFirst: false, "menu");
        if (arguments is [.., { Name: null, Value: LiteralNode { Bare: true, Written: "where" } }])
        {
            arguments = arguments.RemoveAt(arguments.Length - 1);
            where = _values.ReadCondition();
        }
        return new MenuNode(line, absolute, words.ToImmutable(), arguments, where);
    }

    /// <summary>A word ends at a blank or at a bracket; one that goes on (<c>=</c>, a quote) is the name of an argument or a value.</summary>
    private bool IsEndOfWord() => _text.AtEnd || _text.Current is ' ' or '\t' or '\r' or '\n' or ';' or ']' or ')' or '}' or '/' or '[' or '{' or '(' || _text.Current == '\\';

    private ImmutableArray<ArgumentNode> ReadArguments(bool codeFirst, string command)
    {
        var arguments = ImmutableArray.CreateBuilder<ArgumentNode>();
        while (true)
        {
            _text.SkipBlanks();
            if (_text.AtEnd || _text.AtLineEnd || _text.Current is ';' or '}' or ']' or ')')
                return arguments.ToImmutable();
            if (arguments.Count > 0 && _text.Position > 0 && _text.Source[_text.Position - 1] is not (' ' or '\t' or '\n') && _text.Current is not ('[' or '(' or '{'))
                throw _text.Unexpected("expected end of command");
            var name = ReadName();
            var code = name is null ? codeFirst : name is "do" or "else" or "on-error" or "command" || command == "menu" || (command == "onerror" && name == "in")
                || (command == "execute" && name == "script");
            if (_text.Current == '{' && code)
                arguments.Add(new ArgumentNode(name, ReadCode()));
            else if (name is not null && (_text.AtEnd || _text.Current is ' ' or '\t' or ';' or ']' or '}' || _text.AtLineEnd))
                arguments.Add(new ArgumentNode(name, new LiteralNode(_text.Line, ScriptValue.Of(""), "", Bare: false)));
            else
                arguments.Add(new ArgumentNode(name, _values.ReadValue()));
            if (arguments[^1] is { Name: null, Value: LiteralNode { Bare: true, Written: "where" } } && command == "menu")
                return arguments.ToImmutable();
        }
    }

    private CodeNode ReadCode()
    {
        var line = _text.Line;
        _text.Position++;
        var begin = _text.Position;
        var body = ReadBlock('}');
        var source = _text.Source[begin.._text.Position];
        _text.Position++;
        return new CodeNode(line, body, source);
    }

    /// <summary><c>name=</c>; leaves the position where it was when there is none.</summary>
    private string? ReadName()
    {
        var begin = _text.Position;
        _text.Take('!');
        var word = _text.TakeWhile(c => IsWord(c) || c == '.');
        if (word.Length > 0 && _text.Current == '=' && _text.Next != '=')
        {
            var name = _text.Source[begin.._text.Position];
            _text.Position++;
            return name;
        }
        _text.Position = begin;
        return null;
    }

    private static bool IsCode(string word) => word is "do" or "execute" or "parse" or "time" or "retry";

    internal static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';
}
