using System.Collections.Immutable;

namespace DualWanPortal.Audit;

public enum SpanKind { Plain, Code, Strong, Emphasis }

/// <summary>Words of a help page that look alike.</summary>
public readonly record struct HelpSpan(SpanKind Kind, string Text)
{
    private static readonly ImmutableArray<(string Mark, SpanKind Kind)> s_marks = [("`", SpanKind.Code), ("**", SpanKind.Strong), ("*", SpanKind.Emphasis)];

    /// <summary>Splits a text at its marks. A mark without a partner is what it is: a character.</summary>
    public static ImmutableArray<HelpSpan> Of(string text)
    {
        var spans = ImmutableArray.CreateBuilder<HelpSpan>();
        var plain = 0;
        for (var i = 0; i < text.Length;)
        {
            var (span, length) = MarkedAt(text, i);
            if (length == 0)
            {
                i++;
                continue;
            }
            if (i > plain)
                spans.Add(new HelpSpan(SpanKind.Plain, text[plain..i]));
            spans.Add(span);
            i += length;
            plain = i;
        }
        if (plain < text.Length)
            spans.Add(new HelpSpan(SpanKind.Plain, text[plain..]));
        return spans.ToImmutable();
    }

    /// <summary>The marked words that begin here and their length with both marks; length 0 where none begin.</summary>
    private static (HelpSpan Span, int Length) MarkedAt(string text, int at)
    {
        foreach (var (mark, kind) in s_marks)
        {
            if (string.CompareOrdinal(text, at, mark, 0, mark.Length) != 0)
                continue;
            var start = at + mark.Length;
            var end = text.IndexOf(mark, start, StringComparison.Ordinal);
            return end > start ? (new HelpSpan(kind, text[start..end]), end + mark.Length - at) : default;
        }
        return default;
    }
}
