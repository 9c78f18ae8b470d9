using System.Collections.Immutable;

namespace DualWanPortal.RouterOs.Text;

/// <summary>Every reason why a line of an export may be set aside. A closed list, so that a new kind of text is noticed instead of swallowed.</summary>
public static class NotUnderstoodReason
{
    public const string Prose = "This line is no RouterOS command.";
    public const string Fence = "This is a Markdown fence around the export, not part of it.";
    public const string Boundary = "This is a separator line, not part of the export.";
    public const string Script = "This is script text: what it does depends on the moment it runs, so it was not followed.";
    public const string Computed = "A value is computed by a script or a variable, so the row is not known.";
    public const string Command = "This command shows or does something once; it is no configuration.";
    public const string Move = "This changes the order of rows that the text does not show by itself.";
    public const string NoVerb = "A menu is named, but no add, set or other command follows it.";
    public const string NoMenu = "The menu that this command belongs to is not named before it.";
    public const string Arguments = "The arguments are not of the form key=value.";
    public const string Selector = "The condition in [ find … ] is of a kind that is not followed here.";
    public const string NoRow = "The command selects rows that this text does not show.";
    public const string UnclosedQuote = "A quote is opened and never closed; the text may be cut off.";
    public const string UnclosedBracket = "A bracket or brace is opened and never closed; the text may be cut off.";
    public const string StrayBrace = "A closing brace has no opening one.";
    public const string TooDeep = "Brackets are nested too deeply.";
    public const string TooMuch = "The text selects so many rows so often that the rest of its selections was not followed.";
    public const string More = "Further lines were not understood either; only the first are listed.";

    public static ImmutableArray<string> All { get; } =
    [
        Prose, Fence, Boundary, Script, Computed, Command, Move, NoVerb, NoMenu, Arguments, Selector, NoRow, UnclosedQuote, UnclosedBracket,
        StrayBrace, TooDeep, TooMuch, More,
    ];
}
