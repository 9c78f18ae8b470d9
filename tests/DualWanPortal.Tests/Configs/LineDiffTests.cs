using DualWanPortal.Configs;

namespace DualWanPortal.Tests.Configs;

public sealed class LineDiffTests
{
    [Fact]
    public void Of_RandomTexts_LeadsFromOneToTheOtherWithTheFewestEdits()
    {
        var random = new Random(11);
        for (var round = 0; round < 400; round++)
        {
            var (older, newer) = (Lines(random), Lines(random));
            var diff = LineDiff.Of(Text(older), Text(newer));

            Assert.Equal(older, diff.Where(line => line.Kind != DiffKind.Added).Select(line => line.Text));
            Assert.Equal(newer, diff.Where(line => line.Kind != DiffKind.Removed).Select(line => line.Text));
            Assert.Equal(Enumerable.Range(1, older.Length), diff.Where(line => line.Old is not null).Select(line => line.Old!.Value));
            Assert.Equal(Enumerable.Range(1, newer.Length), diff.Where(line => line.New is not null).Select(line => line.New!.Value));
            Assert.Equal(LongestCommon(older, newer), diff.Count(line => line.Kind == DiffKind.Same));
        }
    }

    [Fact]
    public void Of_TextsThatHaveNothingInCommon_IsAllOutAllIn()
    {
        var (older, newer) = (Enumerable.Range(0, 5000).Select(i => $"a{i}").ToArray(), Enumerable.Range(0, 5000).Select(i => $"b{i}").ToArray());
        Assert.Equal((5000, 5000), LineDiff.Count(LineDiff.Of(Text(older), Text(newer))));
    }

    [Fact]
    public void Around_AChange_ShowsItsMenuAndALittleOfWhatIsNear()
    {
        var older = Text(["/ip route", .. Enumerable.Range(0, 30).Select(i => $"add dst-address=10.0.{i}.0/24")]);
        var pieces = DiffContext.Around(LineDiff.Of(older, older.Replace("10.0.20.0", "10.0.99.0", StringComparison.Ordinal)));

        Assert.Equal("/ip route", Assert.Single(pieces[0]).Text);
        Assert.Equal(8, pieces[1].Length);
        var pair = Assert.Single(DiffPairs.Of(pieces[1]), pair => pair.Old?.Kind == DiffKind.Removed);
        Assert.Contains("10.0.99.0", pair.New!.Value.Text, StringComparison.Ordinal);
    }

    private static string[] Lines(Random random) => [.. Enumerable.Range(0, random.Next(12)).Select(_ => ((char)('a' + random.Next(4))).ToString())];

    private static string Text(string[] lines) => string.Concat(lines.Select(line => line + "\n"));

    private static int LongestCommon(string[] a, string[] b)
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 1; i <= a.Length; i++)
        for (var j = 1; j <= b.Length; j++)
            table[i, j] = a[i - 1] == b[j - 1] ? table[i - 1, j - 1] + 1 : Math.Max(table[i - 1, j], table[i, j - 1]);
        return table[a.Length, b.Length];
    }
}
