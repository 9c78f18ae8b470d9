using DualWanPortal.RouterOs.Model;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.RouterOs.Tests.Text;

internal static class Rows
{
    /// <summary>A row as one comparable line, properties in order.</summary>
    public static string Flat(ConfigItem item) =>
        item.Menu + " " + string.Join(' ', item.Values.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));

    public static ConfigItem Single(string text) => Assert.Single(Read(text).Items);

    /// <summary>Reads a text that must be understood whole.</summary>
    public static RouterExport Read(string text)
    {
        var export = ExportReader.Read(text);
        Assert.Null(export.Refusal);
        Assert.Empty(export.NotUnderstood);
        return export;
    }

    public static string Fixture(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Text", "Fixtures", name));
}
