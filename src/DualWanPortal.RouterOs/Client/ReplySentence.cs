using System.Buffers.Text;
using DualWanPortal.RouterOs.Wire;

namespace DualWanPortal.RouterOs.Client;

/// <summary>What the first word of a reply says. RouterOS adds new ones (7.18 brought <c>!empty</c>): whatever is not known is passed over.</summary>
internal enum ReplyKind { Row, Done, Trap, Fatal, Skipped, NoReply }

/// <summary>Reads the words that every reply may carry, wherever in the sentence they stand (reference 1.2).</summary>
internal static class ReplySentence
{
    public static ReplyKind Kind(ReadOnlySpan<byte> firstWord)
    {
        if (firstWord.SequenceEqual("!re"u8))
            return ReplyKind.Row;
        if (firstWord.SequenceEqual("!done"u8))
            return ReplyKind.Done;
        if (firstWord.SequenceEqual("!trap"u8))
            return ReplyKind.Trap;
        if (firstWord.SequenceEqual("!fatal"u8))
            return ReplyKind.Fatal;
        return firstWord[0] == (byte)'!' ? ReplyKind.Skipped : ReplyKind.NoReply;
    }

    /// <summary>The tag, when it is one that this side could have given out.</summary>
    public static bool TryTag(WordEnumerator words, out uint tag)
    {
        tag = 0;
        while (words.MoveNext())
        {
            if (words.Current.StartsWith(".tag="u8))
                return Utf8Parser.TryParse(words.Current[5..], out tag, out var used) && used == words.Current.Length - 5;
        }
        return false;
    }

    /// <summary>The value of a pair, last of a repeated name; null when absent.</summary>
    public static string? Value(WordEnumerator words, ReadOnlySpan<byte> name)
    {
        string? found = null;
        while (words.MoveNext())
        {
            if (WordText.TrySplitPair(words.Current, out var key, out var value) && key.SequenceEqual(name))
                found = WordText.Decode(value);
        }
        return found;
    }

    public static TrapWords Trap(WordEnumerator words)
    {
        var category = Value(words, "category"u8);
        return new TrapWords(
            Value(words, "message"u8) ?? "no reason given",
            int.TryParse(category, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null);
    }

    /// <summary>A <c>!fatal</c> gives its reason as a bare word, not as <c>=message=</c>; that is accepted too.</summary>
    public static string FatalReason(WordEnumerator words)
    {
        var rest = words;
        while (rest.MoveNext())
        {
            if (rest.Current[0] is not ((byte)'=' or (byte)'.'))
                return WordText.Decode(rest.Current);
        }
        return Value(words, "message"u8) ?? "no reason given";
    }
}

/// <summary>What one <c>!trap</c> said.</summary>
internal readonly record struct TrapWords(string Message, int? Category);
