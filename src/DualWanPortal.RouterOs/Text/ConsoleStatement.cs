namespace DualWanPortal.RouterOs.Text;

internal enum WordKind
{
    /// <summary>Text without a key: a path word, a verb, a name, a flag.</summary>
    Bare,
    Quoted,
    Pair,
    /// <summary><c>[ … ]</c>, alone or as the value of a key; the text is what stands between the brackets.</summary>
    Bracket,
    /// <summary>An expression, a variable or a block: known only when a script runs.</summary>
    Computed,
}

internal readonly record struct Word(WordKind Kind, string? Key, string Text);

internal enum StatementKind
{
    Command,
    Comment,
    BlockOpen,
    BlockClose,
    /// <summary>A physical line that cannot be a command; <see cref="Statement.Problem"/> says why.</summary>
    Junk,
    ConflictMarker,
}

/// <summary>One console statement with the source lines it takes.</summary>
internal sealed class Statement
{
    public required StatementKind Kind { get; init; }
    public required int Line { get; init; }
    public required int LastLine { get; init; }

    /// <summary>The source, continuation lines joined.</summary>
    public required string Text { get; init; }

    public IReadOnlyList<Word> Words { get; init; } = [];

    /// <summary>A <c>{</c> follows the path words: the block's statements belong to that menu.</summary>
    public bool OpensBlock { get; init; }

    public string? Problem { get; init; }

    /// <summary>A path shown by a terminal prompt before the statement; empty = the root, null = no prompt.</summary>
    public string? PromptPath { get; init; }
}
