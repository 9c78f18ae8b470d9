using System.Diagnostics;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.RouterOs.Tests.Text;

/// <summary>Whatever the text: an answer, in time, without exception. Seeds are fixed, so a failure repeats.</summary>
public sealed class TextFuzzTests
{
    private static readonly string[] s_fixtures = ["home-7.21.1.rsc", "home-6.49.18-crlf.rsc", "script-7.18.rsc"];
    private const string Sharp = "\\\"[](){};=$#!/.\n\r\t \0é:*~&|<>@%'aA0-";

    [Fact]
    public void Read_TextCutAnywhere_NeverThrowsAndKeepsWhatCameBefore()
    {
        foreach (var fixture in s_fixtures)
        {
            var text = Rows.Fixture(fixture);
            var whole = ExportReader.Read(text).Items.Length;
            for (var length = 0; length < text.Length; length++)
            {
                var cut = ExportReader.Read(text[..length]);
                cut.ToModel();
                Assert.True(cut.Items.Length <= whole + 4, $"{fixture} cut at {length} grew to {cut.Items.Length} items");
            }
        }
    }

    [Fact]
    public void Read_RandomMutations_NeverThrowAndAreQuick()
    {
        var random = new Random(20260314);
        var watch = Stopwatch.StartNew();
        foreach (var fixture in s_fixtures)
        {
            var original = Rows.Fixture(fixture);
            for (var round = 0; round < 250; round++)
            {
                var text = original.ToCharArray();
                for (var i = random.Next(1, 40); i > 0; i--)
                    text[random.Next(text.Length)] = Sharp[random.Next(Sharp.Length)];
                var export = ExportReader.Read(new string(text));
                export.ToModel();
                Assert.All(export.NotUnderstood, warning => Assert.Contains(warning.Reason, NotUnderstoodReason.All));
            }
        }
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"750 mutated texts took {watch.Elapsed}");
    }

    [Fact]
    public void Read_RandomBytes_NeverThrow()
    {
        var random = new Random(7);
        for (var round = 0; round < 500; round++)
        {
            var bytes = new byte[random.Next(600)];
            random.NextBytes(bytes);
            ExportReader.Read(bytes).ToModel();
            for (var i = 0; i < bytes.Length; i++)
                bytes[i] = (byte)Sharp[bytes[i] % Sharp.Length];
            ExportReader.Read(bytes).ToModel();
        }
    }

    public static TheoryData<string, string> Expensive { get; } = new()
    {
        { "quotes", "\"" }, { "open brackets", "[" }, { "open braces", "{" }, { "braces and quotes", "{\"" }, { "do blocks", ":if do={\n" }, { "backslashes", "\\" },
        { "wraps", "\\\n" }, { "semicolons", "/a;" }, { "prompts", "[a@b;" }, { "sections", "/a\n" }, { "menus", "/a/b/c/d\nadd x=1\n" }, { "dotted", "/a add b.c=1 .d=2 .e=3;" },
        { "finds", "/a\nadd name=x\nset [find] y=1\n" }, { "sets", "/a\nset 0,1,2,3,x y=1\n" }, { "places", "/a add b=1 place-before=0\n" }, { "names", "/a set [find name=b] c=1\nadd name=z\n" },
        { "empty pairs", "=" }, { "prose", "lorem ipsum \"dolor\n" }, { "escapes", "/a add b=\"\\D0\\9F\"\n" }, { "comments", "# x\n" }, { "unclosed", "/a add b=\"c\n" },
        { "braces in a row", "{}" }, { "values", "add a=b " }, { "computed", "/a add b=$c\n" }, { "secret", "passwordx" }, { "blanks", "        " }, { "long prose word", "a" },
    };

    [Theory]
    [MemberData(nameof(Expensive))]
    public void Read_ExpensiveRepetition_IsRefusedOrDoneInTime(string what, string unit)
    {
        const int length = 512 * 1024;
        var text = "/a\n" + string.Concat(Enumerable.Repeat(unit, length / unit.Length));
        var watch = Stopwatch.StartNew();
        ExportReader.Read(text);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{what}: {watch.Elapsed}");
        watch.Restart();
        ExportReader.Read("/a set " + text.Replace('\n', ','));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{what} in one line: {watch.Elapsed}");
    }
}
