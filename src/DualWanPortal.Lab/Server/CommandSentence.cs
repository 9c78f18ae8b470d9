using System.Collections.Immutable;
using DualWanPortal.RouterOs.Wire;

namespace DualWanPortal.Lab.Server;

/// <summary>One sentence of a client, taken apart: <c>=name=value</c>, <c>?query</c>, <c>.tag=…</c> in any order after the command word (reference 1.2).</summary>
/// <param name="Tag">Echoed in every answer; null without one.</param>
internal sealed record CommandSentence(string Path, ImmutableArray<KeyValuePair<string, string>> Arguments, ImmutableArray<string> Queries, string? Tag)
{
    public string? this[string name] => Arguments.LastOrDefault(argument => argument.Key == name) is { Key: not null } found ? found.Value : null;

    public static CommandSentence Of(Sentence sentence)
    {
        var arguments = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        var queries = ImmutableArray.CreateBuilder<string>();
        string? tag = null;
        foreach (var word in sentence.Words.Skip(1))
        {
            if (WordText.TrySplitPair(word.Span, out var name, out var value))
                arguments.Add(new(WordText.Decode(name), WordText.Decode(value)));
            else if (word.Span[0] == (byte)'?')
                queries.Add(WordText.Decode(word.Span));
            else if (word.Span.StartsWith(".tag="u8))
                tag = WordText.Decode(word.Span[5..]);
        }
        return new CommandSentence(sentence.Text(0), arguments.ToImmutable(), queries.ToImmutable(), tag);
    }
}
