using DualWanPortal.RouterOs.Wire;

namespace DualWanPortal.RouterOs.Client;

/// <summary>A command as words: command word, arguments, property list, query words in their order, tag (reference 1.2).</summary>
internal static class CommandSentence
{
    /// <summary>Refuses what would reach the router as something else than was meant. Values may hold anything.</summary>
    /// <exception cref="ArgumentException">The message names the part, never a value.</exception>
    public static void Check(RouterOsCommand command)
    {
        if (!command.Path.StartsWith('/'))
            throw new ArgumentException("A command begins with a slash.", nameof(command));
        foreach (var (name, _) in command.Arguments)
        {
            if (name.Length == 0 || name.Contains('='))
                throw new ArgumentException($"An argument of {command.Path} has an empty name or one with '=' in it.", nameof(command));
        }
        foreach (var query in command.Queries)
        {
            if (!query.StartsWith('?'))
                throw new ArgumentException($"A query word of {command.Path} does not begin with '?'.", nameof(command));
        }
    }

    public static void Write(SentenceWriter writer, RouterOsCommand command, uint tag)
    {
        writer.Word(command.Path);
        foreach (var (name, value) in command.Arguments)
            writer.Pair(name, value);
        if (!command.Properties.IsEmpty)
            writer.Pair(".proplist", string.Join(',', command.Properties));
        foreach (var query in command.Queries)
            writer.Word(query);
        WriteTag(writer, tag);
    }

    public static void WriteCancel(SentenceWriter writer, uint target, uint tag)
    {
        Span<byte> digits = stackalloc byte[10];
        target.TryFormat(digits, out var length);
        writer.Word("/cancel"u8).Pair("tag", digits[..length]);
        WriteTag(writer, tag);
    }

    private static void WriteTag(SentenceWriter writer, uint tag)
    {
        Span<byte> word = stackalloc byte[15];
        ".tag="u8.CopyTo(word);
        tag.TryFormat(word[5..], out var length);
        writer.Word(word[..(5 + length)]).End();
    }
}
