namespace DualWanPortal.RouterOs.Text;

/// <summary>What follows a verb, sorted: who is meant, what is set, what is unset.</summary>
internal sealed class CommandArguments
{
    /// <summary>The row or rows meant: a name, number or id, a comma list of these, or a <c>[ find … ]</c>; null when none is given.</summary>
    public Word? Target { get; private set; }

    /// <summary>A second name without key, as in <c>move 3 0</c> or <c>unset 0 comment</c>.</summary>
    public List<string> Further { get; } = [];

    public List<KeyValuePair<string, string>> Values { get; } = [];
    public List<string> Unset { get; } = [];

    /// <summary><c>place-before</c>: where in an ordered menu the new row goes.</summary>
    public Word? PlaceBefore { get; private set; }

    public Word? CopyFrom { get; private set; }

    /// <summary>Null, or why the arguments cannot be followed.</summary>
    public string? Problem { get; private set; }

    public static CommandArguments Read(IReadOnlyList<Word> words, int from, bool targeted, bool takesFlags)
    {
        var arguments = new CommandArguments();
        string? group = null;
        for (var i = from; i < words.Count && arguments.Problem is null; i++)
            arguments.Take(words[i], ref group, targeted, takesFlags);
        return arguments;
    }

    private void Take(Word word, ref string? group, bool targeted, bool takesFlags)
    {
        if (word.Key is not { } key)
            TakeKeyless(word, targeted, takesFlags);
        else if (key is "numbers" or ".id" && targeted)
            Target = word with { Key = null };
        else if (key == "place-before")
            PlaceBefore = word;
        else if (key == "copy-from")
            CopyFrom = word;
        else if (word.Kind != WordKind.Pair)
            Problem = NotUnderstoodReason.Computed;
        else if (FullKey(key, ref group) is { } full)
            Values.Add(new(full, word.Text));
        else
            Problem = NotUnderstoodReason.Arguments;
    }

    private void TakeKeyless(Word word, bool targeted, bool takesFlags)
    {
        if (word.Kind == WordKind.Computed)
            Problem = NotUnderstoodReason.Computed;
        else if (word.Kind == WordKind.Bare && word.Text is ['!', .. var name] && ConsoleWords.IsKey(name))
            Unset.Add(name);
        else if (word.Kind == WordKind.Bare && takesFlags && ConsoleWords.IsFlag(word.Text))
            Values.Add(new(word.Text, ""));
        else if (targeted && Target is null)
            Target = word;
        else if (word.Kind == WordKind.Bare && ConsoleWords.IsKey(word.Text))
            Further.Add(word.Text);
        else
            Problem = NotUnderstoodReason.Arguments;
    }

    /// <summary><c>local.address=… .role=…</c>: a key with a leading dot continues the group of the last dotted key.</summary>
    private static string? FullKey(string key, ref string? group)
    {
        if (key.StartsWith('.'))
            return group is not null && ConsoleWords.IsKey(key.AsSpan(1)) ? group + key : null;
        if (!ConsoleWords.IsKey(key))
            return null;
        if (key.LastIndexOf('.') is var dot and > 0)
            group = key[..dot];
        return key;
    }
}
