using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace DualWanPortal.Simulation.Tests.Documentation;

/// <summary>
/// The table of <c>tests/README.md</c> that says which section of the reference is proved by which tests. It is written from the names of the tests
/// (<c>Reference_1_5_…</c>); with <c>UPDATE_GOLDEN=1</c> this test rewrites it.
/// </summary>
public sealed partial class SectionTableTests
{
    private const string Begin = "<!-- sections: written by SectionTableTests, UPDATE_GOLDEN=1 -->";
    private const string End = "<!-- /sections -->";

    [Fact]
    public void Table_OfSectionsAndTests_IsCurrent()
    {
        var top = Top();
        var readme = Path.Combine(top, "tests", "README.md");
        var text = File.ReadAllText(readme);
        var (begin, end) = (text.IndexOf(Begin, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
        Assert.True(begin > 0 && end > begin, "tests/README.md has lost the marks of the table.");
        var wanted = text[..begin] + Begin + "\n" + Table(Sections(top), Tests(top)) + text[end..];

        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(readme, wanted);
        else
            Assert.True(text == wanted, "tests/README.md is not current: run this test with UPDATE_GOLDEN=1.");
    }

    [Fact]
    public void Names_OfTests_MeanSectionsThatExist()
    {
        var top = Top();
        var known = Sections(top).Select(section => section.Number).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(Tests(top).Select(test => test.Section).Where(section => !known.Contains(section)).Distinct());
    }

    /// <summary>The table below the sections is written by hand: what it names must be there, and no number of the list may be missing.</summary>
    [Fact]
    public void FailureModes_EachHasATestThatExists()
    {
        var top = Top();
        var rows = File.ReadLines(Path.Combine(top, "tests", "README.md")).Select(line => Held().Match(line)).Where(match => match.Success).ToArray();
        var numbers = File.ReadLines(Path.Combine(top, "src", "DualWanPortal.Simulation", "REFERENCE.md")).SkipWhile(line => !line.StartsWith("### 5.x", StringComparison.Ordinal)).TakeWhile(line => !line.StartsWith("## 6", StringComparison.Ordinal))
            .Select(line => Held().Match(line)).Where(match => match.Success).Select(match => match.Groups["number"].Value).ToArray();
        Assert.Equal(numbers, rows.Select(row => row.Groups["number"].Value));

        var sources = Directory.EnumerateFiles(Path.Combine(top, "tests"), "*Tests.cs", SearchOption.AllDirectories).ToLookup(file => Path.GetFileNameWithoutExtension(file), StringComparer.Ordinal);
        Assert.All(rows, row =>
        {
            var named = TestName().Matches(row.Value);
            Assert.NotEmpty(named);
            Assert.All(named, name => Assert.Contains(sources[name.Groups["class"].Value], file => File.ReadAllText(file).Contains($" {name.Groups["method"].Value}(", StringComparison.Ordinal)));
        });
    }

    private static string Table(List<(string Number, string Title)> sections, List<(string Section, string Class)> tests)
    {
        var table = new StringBuilder("\n| section | tests |\n|---|---|\n");
        foreach (var (number, title) in sections)
        {
            var own = tests.Where(test => test.Section == number).ToArray();
            if (own.Length > 0)
                table.Append(CultureInfo.InvariantCulture, $"| {number} {title} | {string.Join(", ", own.Select(test => test.Class).Distinct().Order(StringComparer.Ordinal))} |\n");
        }
        var none = sections.Where(section => !tests.Any(test => test.Section == section.Number)).Select(section => section.Number);
        return table.Append(CultureInfo.InvariantCulture, $"\nSections without a test of their name: {string.Join(", ", none)}.\n\n").ToString();
    }

    private static List<(string Number, string Title)> Sections(string top)
    {
        var found = new List<(string, string)>();
        foreach (var line in File.ReadLines(Path.Combine(top, "src", "DualWanPortal.Simulation", "REFERENCE.md")))
        {
            if (Heading().Match(line) is not { Success: true } heading)
                continue;
            var number = heading.Groups["number"].Value;
            // The recipes of chapter 5 have letters, as the appendices.
            found.Add((heading.Groups["appendix"].Success ? "Appendix " + number : char.IsAsciiLetter(number[0]) ? "5." + number : number, Plain(heading.Groups["title"].Value)));
        }
        // A chapter that has sections is proved by them.
        return [.. found.Where(section => !found.Any(other => other.Item1.StartsWith(section.Item1 + ".", StringComparison.Ordinal)))];
    }

    private static string Plain(string title) => title.Split(['(', '[', ':', ';'])[0].Replace("`", "", StringComparison.Ordinal).Replace("|", "/", StringComparison.Ordinal).Trim();

    private static List<(string Section, string Class)> Tests(string top) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(top, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !file.EndsWith("SectionTableTests.cs", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .SelectMany(file => Method().Matches(File.ReadAllText(file)).Select(match => (Section(match), Path.GetFileNameWithoutExtension(file)))),
    ];

    private static string Section(Match method) => method.Groups["appendix"].Success ? "Appendix " + method.Groups["appendix"].Value : method.Groups["second"].Success ? $"{method.Groups["first"].Value}.{method.Groups["second"].Value}" : method.Groups["first"].Value;

    private static string Top()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "DualWanPortal.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run below the folder of DualWanPortal.sln.");
        return folder.FullName;
    }

    [GeneratedRegex(@"^\| (?<number>[0-9]+) \| .+$")]
    private static partial Regex Held();

    [GeneratedRegex(@"(?<class>[A-Za-z0-9]+Tests)\.(?<method>[A-Za-z0-9_]+)")]
    private static partial Regex TestName();

    [GeneratedRegex(@"^##+ (?<appendix>Appendix )?(?<number>[0-9]+(?:\.[0-9x]+b?)?|[A-F])\.? (?<title>.+)$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"\bReference_(?:Appendix_(?<appendix>[A-C])|(?<first>[0-9]+)(?:_(?<second>[0-9]+b?|[A-Fx])(?=_))?)_\w+\s*\(")]
    private static partial Regex Method();
}
