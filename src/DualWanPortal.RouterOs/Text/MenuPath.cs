namespace DualWanPortal.RouterOs.Text;

/// <summary>The path words and the verb at the head of a command, in either form or mixed: <c>/ip firewall/nat add</c>, <c>/ip/address/add</c>.</summary>
internal readonly record struct MenuPath(string Path, string? Verb, int WordsUsed, string? Problem)
{
    private const int DeepestMenu = 16;

    /// <param name="words">The statement's words.</param>
    /// <param name="start">The menu that a path without leading slash continues; null when it is unclear.</param>
    public static MenuPath Read(IReadOnlyList<Word> words, string? start)
    {
        var path = start;
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i] is not { Kind: WordKind.Bare, Text: var word })
                return new MenuPath(path ?? "", null, i, null);
            if (i == 0 && word.StartsWith('/'))
                path = "";
            if (path is null)
                return new MenuPath("", null, i, NotUnderstoodReason.NoMenu);
            foreach (var range in word.AsSpan().Split('/'))
            {
                var segment = word.AsSpan()[range];
                if (segment.IsEmpty)
                    continue;
                if (segment.SequenceEqual(".."))
                {
                    path = path[..Math.Max(0, path.LastIndexOf('/'))];
                    continue;
                }
                if (!ConsoleWords.IsPathWord(segment) || path.AsSpan().Count('/') >= DeepestMenu)
                    return new MenuPath(path, null, i, NotUnderstoodReason.Prose);
                var name = segment.ToString();
                if (ConsoleWords.IsVerb(name))
                    return range.End.GetOffset(word.Length) == word.Length
                        ? new MenuPath(path, name, i + 1, null)
                        : new MenuPath(path, null, i, NotUnderstoodReason.Prose);
                path = path + "/" + name;
            }
        }
        return new MenuPath(path ?? "", null, words.Count, null);
    }
}
