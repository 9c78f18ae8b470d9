using System.Collections.Immutable;

namespace DualWanPortal.Audit;

/// <summary>A part of a help page.</summary>
public abstract record HelpBlock
{
    private HelpBlock()
    {
    }

    /// <param name="Level">1 for the title of the page.</param>
    public sealed record Heading(int Level, string Text) : HelpBlock;

    public sealed record Paragraph(string Text) : HelpBlock;

    /// <param name="Text">Lines without their indentation.</param>
    public sealed record Code(string Text) : HelpBlock;

    public sealed record Points(ImmutableArray<string> Items) : HelpBlock;
}

/// <summary>Reads the little of Markdown that the help pages of the rules are written in: headings, paragraphs, commands indented by four blanks, points with a dash.</summary>
public static class HelpText
{
    private const string CodeIndent = "    ";
    private const string Point = "- ";

    public static ImmutableArray<HelpBlock> Read(string markdown)
    {
        var blocks = ImmutableArray.CreateBuilder<HelpBlock>();
        var lines = markdown.ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length;)
        {
            var end = i + 1;
            if (string.IsNullOrWhiteSpace(lines[i]))
            {
                i = end;
                continue;
            }
            if (IsHeading(lines[i], out var level))
            {
                blocks.Add(new HelpBlock.Heading(level, lines[i][level..].Trim()));
            }
            else if (lines[i].StartsWith(CodeIndent, StringComparison.Ordinal))
            {
                end = EndOf(lines, i, line => line.StartsWith(CodeIndent, StringComparison.Ordinal));
                blocks.Add(new HelpBlock.Code(string.Join('\n', lines[i..end].Select(line => line[CodeIndent.Length..].TrimEnd()))));
            }
            else if (lines[i].StartsWith(Point, StringComparison.Ordinal))
            {
                end = EndOf(lines, i, line => line.Length > 0);
                blocks.Add(new HelpBlock.Points(Items(lines[i..end])));
            }
            else
            {
                end = EndOf(lines, i, line => !string.IsNullOrWhiteSpace(line) && !IsHeading(line, out _) && !line.StartsWith(Point, StringComparison.Ordinal));
                blocks.Add(new HelpBlock.Paragraph(string.Join(' ', lines[i..end].Select(line => line.Trim()))));
            }
            i = end;
        }
        return blocks.ToImmutable();
    }

    public static string? TitleOf(string markdown) => Read(markdown).OfType<HelpBlock.Heading>().FirstOrDefault()?.Text;

    private static int EndOf(string[] lines, int start, Predicate<string> goesOn)
    {
        var end = start + 1;
        while (end < lines.Length && goesOn(lines[end]))
            end++;
        return end;
    }

    /// <summary>A line without a dash belongs to the point above it.</summary>
    private static ImmutableArray<string> Items(string[] lines)
    {
        var items = new List<string>();
        foreach (var line in lines)
        {
            if (line.StartsWith(Point, StringComparison.Ordinal))
                items.Add(line[Point.Length..].Trim());
            else
                items[^1] += " " + line.Trim();
        }
        return [.. items];
    }

    private static bool IsHeading(string line, out int level)
    {
        level = line.AsSpan().IndexOfAnyExcept('#');
        return level is > 0 and <= 4 && line[level] == ' ';
    }
}
