using System.Globalization;

namespace DualWanPortal.Simulation.Router.Scripting.Syntax;

/// <summary>A script's source and how far it has been read. All that stands in it is untrusted.</summary>
internal sealed class ScriptText(string source)
{
    private int _depth;

    public string Source { get; } = source;
    public int Position { get; set; }
    public bool AtEnd => Position >= Source.Length;
    public char Current => Position < Source.Length ? Source[Position] : '\0';
    public char Next => Position + 1 < Source.Length ? Source[Position + 1] : '\0';
    public int Line => Source.AsSpan(0, Math.Min(Position, Source.Length)).Count('\n') + 1;
    public bool AtLineEnd => Current is '\n' or '\r';

    public bool Take(char wanted)
    {
        if (AtEnd || Current != wanted)
            return false;
        Position++;
        return true;
    }

    public bool Take(string wanted)
    {
        if (!StartsWith(wanted))
            return false;
        Position += wanted.Length;
        return true;
    }

    public bool StartsWith(string wanted) => string.CompareOrdinal(Source, Position, wanted, 0, wanted.Length) == 0;

    /// <summary>Blanks and continued lines; inside parentheses also ends of lines.</summary>
    public void SkipBlanks(bool lines = false)
    {
        while (!AtEnd)
        {
            if (Current is ' ' or '\t' || (lines && AtLineEnd))
                Position++;
            else if (!(Current == '\\' && TakeContinuation()))
                return;
        }
    }

    /// <summary>Blanks, ends of statements and comments, up to the next statement.</summary>
    public void SkipToStatement()
    {
        while (true)
        {
            SkipBlanks(lines: true);
            if (Current == ';')
                Position++;
            else if (Current == '#' && !AtEnd)
            {
                while (!AtEnd && Current != '\n')
                    Position++;
            }
            else
                return;
        }
    }

    public string TakeWhile(Func<char, bool> wanted)
    {
        var begin = Position;
        while (!AtEnd && wanted(Current))
            Position++;
        return Source[begin..Position];
    }

    /// <summary>A backslash at the end of a line and the indentation of the next.</summary>
    public bool TakeContinuation()
    {
        var at = Position + 1;
        if (at < Source.Length && Source[at] == '\r')
            at++;
        if (at >= Source.Length || Source[at] != '\n')
            return false;
        Position = at + 1;
        while (Current is ' ' or '\t' && !AtEnd)
            Position++;
        return true;
    }

    public void Enter()
    {
        if (++_depth > ScriptLimits.Nesting)
            throw new ScriptError("nested too deeply");
    }

    public void Leave() => _depth--;

    /// <summary>The console's sentence for what it does not expect.</summary>
    public ScriptError Unexpected(string what)
    {
        var column = Position - (Position == 0 ? -1 : Source.LastIndexOf('\n', Math.Min(Position, Source.Length) - 1));
        return new ScriptError(string.Create(CultureInfo.InvariantCulture, $"{what} (line {Line} column {column})"));
    }
}
