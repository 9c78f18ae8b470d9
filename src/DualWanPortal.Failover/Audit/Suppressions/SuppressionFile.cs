using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace DualWanPortal.Failover.Audit.Suppressions;

/// <param name="File">Name, or end of the path, of the one export that it speaks of; null for all.</param>
/// <param name="Line">1-based.</param>
public sealed record FileSuppression(Suppression Suppression, string? File, int Line)
{
    public bool Concerns(string file)
    {
        var path = file.Replace('\\', '/');
        return File is null || path == File || path.EndsWith("/" + File, StringComparison.Ordinal);
    }
}

/// <summary>
/// Decisions as lines of a text that is kept beside the exports: <c>RULE[(SUBJECT)][@FILE] [until YYYY-MM-DD] because REASON</c>. One decision is one line, so that a review shows
/// who added which, and one without a reason cannot be written. Comments begin with <c>#</c>.
/// </summary>
/// <param name="Problems">Sentences with the line; then nothing of the file is to be used.</param>
public sealed partial record SuppressionFile(ImmutableArray<FileSuppression> Suppressions, ImmutableArray<string> Problems)
{
    private const int MostLines = 10_000;
    private const int LongestLine = 1000;

    public static SuppressionFile None { get; } = new([], []);

    public static SuppressionFile Read(string text)
    {
        var found = ImmutableArray.CreateBuilder<FileSuppression>();
        var problems = ImmutableArray.CreateBuilder<string>();
        var lines = text.ReplaceLineEndings("\n").TrimStart('\uFEFF').Split('\n');
        if (lines.Length > MostLines)
            return new SuppressionFile([], [$"More than {MostLines} lines: that is no list of decisions."]);
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0 || line[0] == '#')
                continue;
            if (Of(line, i + 1) is var (one, problem) && one is not null)
                found.Add(one);
            else
                problems.Add(string.Create(CultureInfo.InvariantCulture, $"line {i + 1}: {problem}"));
        }
        return new SuppressionFile(problems.Count == 0 ? found.ToImmutable() : [], problems.ToImmutable());
    }

    private static (FileSuppression? One, string Problem) Of(string line, int number)
    {
        if (line.Length > LongestLine || Form().Match(line) is not { Success: true } match)
            return (null, "expected RULE[(SUBJECT)][@FILE] [until YYYY-MM-DD] because REASON");
        var rule = match.Groups["rule"].Value;
        if (!Auditor.Rules.Any(known => known.Id == rule))
            return (null, $"there is no rule {rule}");
        DateTimeOffset? until = null;
        if (match.Groups["until"] is { Success: true } given)
        {
            if (!DateOnly.TryParseExact(given.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || day == DateOnly.MaxValue)
                return (null, $"{given.Value} is no date");
            // The day itself still counts.
            until = new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        }
        return (new FileSuppression(new Suppression(rule, Value("subject"), match.Groups["reason"].Value, until), Value("file"), number), "");

        string? Value(string name) => match.Groups[name] is { Success: true, Value: var value } ? value : null;
    }

    [GeneratedRegex(@"^(?<rule>[a-z0-9-]+)(?:\((?<subject>[^()]+)\))?(?:@(?<file>\S+))?(?:\s+until\s+(?<until>\S+))?\s+because\s+(?<reason>\S.*)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
