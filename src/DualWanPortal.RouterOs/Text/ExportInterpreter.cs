using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.RouterOs.Text;

/// <summary>Follows the menu that statements stand in, hands commands to the fold, and accounts for every line.</summary>
internal sealed class ExportInterpreter
{
    private const int WarningsKept = 1000;
    private const int WarningLength = 200;

    /// <summary>The menu that a bare verb belongs to; empty at the root, null when the text left it unclear.</summary>
    private string? _section = "";
    private readonly Stack<string?> _outer = [];
    private (int Line, string Path) _lastCommand = (0, "");

    public ConfigFold Fold { get; } = new();
    public ExportHeader Header { get; } = new();
    public List<ModelWarning> NotUnderstood { get; } = [];
    public List<SourceLines> Understood { get; } = [];
    public string? Refusal { get; private set; }

    public void Take(Statement statement)
    {
        if (statement.PromptPath is { } shown)
            _section = shown;
        switch (statement.Kind)
        {
            case StatementKind.Comment:
                if (Header.Read(statement.Text) && Understood.Count > 0)
                    Refusal = $"This holds more than one router's export (a second begins at line {statement.Line}): give each its own file.";
                break;
            case StatementKind.ConflictMarker:
                Refusal = $"This holds the conflict markers of a version control merge (line {statement.Line}): resolve them first.";
                break;
            case StatementKind.Junk:
                if (statement.Problem == NotUnderstoodReason.Prose && LineShape.MayNameSubmenu(statement.Text))
                    _section = null;
                Warn(statement, statement.Problem ?? NotUnderstoodReason.Prose);
                break;
            case StatementKind.BlockOpen:
                OpenBlock(_section);
                Count(statement);
                break;
            case StatementKind.BlockClose:
                _section = _outer.Count > 0 ? _outer.Pop() : "";
                Count(statement);
                break;
            default:
                if (Command(statement) is { } reason)
                    Warn(statement, reason);
                else
                    Count(statement);
                break;
        }
    }

    private string? Command(Statement statement)
    {
        var words = statement.Words;
        if (statement.Problem is { } problem)
            return problem;
        if (words.Count == 0)
            return null;
        if (words[0] is not { Kind: WordKind.Bare, Text: var first } || first.StartsWith(':'))
            return NotUnderstoodReason.Script;
        var menu = MenuPath.Read(words, Base(first, statement.Line));
        if (menu.Problem is { } unclear)
            return unclear;
        if (menu.Verb is not { } verb)
        {
            if (menu.WordsUsed < words.Count)
                return NotUnderstoodReason.NoVerb;
            if (statement.OpensBlock)
                OpenBlock(menu.Path);
            else
                _section = menu.Path;
            return null;
        }
        _lastCommand = (statement.LastLine, menu.Path);
        if (verb == "export")
            return null;
        if (!ConsoleWords.Configures(verb))
            return NotUnderstoodReason.Command;
        return menu.Path.Length == 0 ? NotUnderstoodReason.NoMenu : Fold.Apply(menu.Path, verb, statement, menu.WordsUsed);
    }

    /// <summary>
    /// Where a path without leading slash starts: the current menu. A verb alone right after another command of the same line means that
    /// command's menu; a root menu's name means the root.
    /// </summary>
    private string? Base(string first, int line)
    {
        if (first.StartsWith('/'))
            return "";
        if (ConsoleWords.IsVerb(first) && _lastCommand.Line == line && _lastCommand.Path.Length > 0)
            return _lastCommand.Path;
        return !ConsoleWords.IsVerb(first) && ConsoleWords.IsRootMenu(first) ? "" : _section;
    }

    private void OpenBlock(string? section)
    {
        _outer.Push(_section);
        _section = section;
    }

    private void Count(Statement statement) => Understood.Add(new SourceLines(statement.Line, statement.LastLine));

    private void Warn(Statement statement, string reason)
    {
        if (NotUnderstood.Count > WarningsKept)
            return;
        var text = statement.Text.Length > 4 * WarningLength ? statement.Text[..(4 * WarningLength)] : statement.Text;
        text = SecretText.Mask(text);
        if (text.Length > WarningLength)
            text = text[..WarningLength] + "…";
        NotUnderstood.Add(new ModelWarning(statement.Line, text, NotUnderstood.Count == WarningsKept ? NotUnderstoodReason.More : reason));
    }
}
