using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Operations.Verbs;

/// <summary>An export as the command line names it: a path, or <c>-</c> for standard input.</summary>
internal static class ExportFile
{
    public const string StandardInput = "-";

    /// <summary>A text of the longest length in two bytes per character.</summary>
    private const int MostBytes = ExportReader.LongestText * 2;

    /// <summary>Name to show, and the bytes or why there are none.</summary>
    public static async Task<(string Name, byte[]? Bytes, string? Error)> ReadAsync(string file, Stream input, CancellationToken cancellationToken)
    {
        try
        {
            if (file == StandardInput)
                return ("(standard input)", await ReadAsync(input, cancellationToken), null);
            await using var stream = File.OpenRead(file);
            return (file, await ReadAsync(stream, cancellationToken), null);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            return (file, null, $"The file cannot be read: {unreadable.Message}");
        }
    }

    /// <summary>One byte more than is allowed is enough to be refused by the reader.</summary>
    private static async Task<byte[]> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var read = new MemoryStream();
        var buffer = new byte[81920];
        while (read.Length <= MostBytes && await stream.ReadAsync(buffer, cancellationToken) is var count and > 0)
            read.Write(buffer, 0, count);
        return read.ToArray();
    }
}
