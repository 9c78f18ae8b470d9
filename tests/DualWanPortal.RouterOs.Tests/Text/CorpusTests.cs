using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.RouterOs.Tests.Text;

/// <summary>Real exports from a folder outside the repository (their licences are unknown); <c>DWP_CORPUS</c> names it.</summary>
public sealed class CorpusTests
{
    private static readonly HashSet<string> s_noConfiguration =
        [NotUnderstoodReason.Prose, NotUnderstoodReason.Fence, NotUnderstoodReason.Boundary, NotUnderstoodReason.Script];

    [Fact]
    public void Read_EveryExportOfTheCorpus_AccountsForEveryLine()
    {
        var folder = Environment.GetEnvironmentVariable("DWP_CORPUS");
        Assert.SkipWhen(string.IsNullOrEmpty(folder) || !Directory.Exists(folder), "DWP_CORPUS does not name a folder with real exports.");
        var files = Directory.GetFiles(folder, "*.rsc");
        Assert.NotEmpty(files);
        var faults = files.SelectMany(Faults).ToList();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public void Write_EveryExportOfTheCorpus_IsReadBackTheSame()
    {
        var folder = Environment.GetEnvironmentVariable("DWP_CORPUS");
        Assert.SkipWhen(string.IsNullOrEmpty(folder) || !Directory.Exists(folder), "DWP_CORPUS does not name a folder with real exports.");
        foreach (var file in Directory.GetFiles(folder, "*.rsc"))
        {
            var first = ExportReader.Read(File.ReadAllBytes(file));
            var again = ExportReader.Read(ExportWriter.Write(first.Version ?? default, first.Items));
            Assert.Empty(again.NotUnderstood);
            Assert.Equal(first.Items.Select(Rows.Flat), again.Items.Select(Rows.Flat));
        }
    }

    private static IEnumerable<string> Faults(string file)
    {
        var name = Path.GetFileName(file);
        var bytes = File.ReadAllBytes(file);
        var export = ExportReader.Read(bytes);
        if (export.Refusal is not null)
            yield return $"{name}: {export.Refusal}";
        if (export.Items.IsEmpty)
            yield return $"{name}: no items";
        foreach (var warning in export.NotUnderstood)
            if (!s_noConfiguration.Contains(warning.Reason))
                yield return $"{name}:{warning.Line}: {warning.Reason} {warning.Text}";
        foreach (var item in export.Items)
            if (item.Line is null or < 1 || string.IsNullOrEmpty(item.Text))
                yield return $"{name}: an item of {item.Menu} has no evidence";
        var model = export.ToModel();
        if (model.Items.Count() != export.Items.Length)
            yield return $"{name}: the model lost items";
        var covered = export.UnderstoodLines.SelectMany(lines => Enumerable.Range(lines.First, lines.Last - lines.First + 1))
            .Concat(export.NotUnderstood.Select(warning => warning.Line ?? 0)).ToHashSet();
        var lines = File.ReadAllText(file, System.Text.Encoding.Latin1).ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            var isPrompt = line.StartsWith('[') && line.EndsWith('>');
            if (line.Length > 0 && !line.StartsWith('#') && !isPrompt && !covered.Contains(i + 1))
                yield return $"{name}:{i + 1}: not accounted for: {line}";
        }
    }
}
