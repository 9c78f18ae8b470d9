namespace DualWanPortal.RouterOs.Text;

/// <summary>Tells lines that cannot be a command from those that may be one, by their look.</summary>
internal static class LineShape
{
    public const string Conflict = "conflict";

    /// <summary>Null when the line may be a command; else the reason why it is none, or <see cref="Conflict"/>.</summary>
    public static string? Of(ReadOnlySpan<char> line)
    {
        if (line.StartsWith("<<<<<<<", StringComparison.Ordinal) || line.StartsWith(">>>>>>>", StringComparison.Ordinal))
            return Conflict;
        if (line.StartsWith("```", StringComparison.Ordinal) || line.StartsWith("~~~", StringComparison.Ordinal))
            return NotUnderstoodReason.Fence;
        var first = line[0];
        if (first is '-' or '=' or '*' or '_' && line.Length > 1 && line[1] == first)
            return NotUnderstoodReason.Boundary;
        if (first is '/' or ':' or '$' or '(' or '[')
            return null;
        if (first == '.')
            return line.StartsWith("..", StringComparison.Ordinal) ? null : NotUnderstoodReason.Prose;
        return MayBeCommand(line) ? null : NotUnderstoodReason.Prose;
    }

    /// <summary>Words without a slash: a verb or a root menu first, or a verb after words that can be a path below the current menu.</summary>
    private static bool MayBeCommand(ReadOnlySpan<char> line)
    {
        var isFirst = true;
        foreach (var range in line.SplitAny(' ', '\t', '/'))
        {
            var word = line[range].TrimEnd('\\');
            if (word.IsEmpty)
                continue;
            if (!ConsoleWords.IsPathWord(word))
                return false;
            var text = word.ToString();
            if (ConsoleWords.IsVerb(text))
                return true;
            if (isFirst && ConsoleWords.IsRootMenu(text))
                return true;
            isFirst = false;
        }
        return false;
    }

    /// <summary>A line of a few path words without slash and verb: maybe a submenu, maybe prose. What follows belongs to an unclear menu.</summary>
    public static bool MayNameSubmenu(ReadOnlySpan<char> line)
    {
        var words = 0;
        foreach (var range in line.SplitAny(' ', '\t', '/'))
        {
            var word = line[range];
            if (word.IsEmpty)
                continue;
            if (!ConsoleWords.IsPathWord(word) || ++words > 3)
                return false;
        }
        return words > 0;
    }
}
