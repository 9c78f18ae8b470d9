using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Api;

/// <summary>The text of an export as the body of a call.</summary>
internal static class SentExport
{
    /// <summary>A text of the longest length that the reader takes, in two bytes per character.</summary>
    private const int MostBytes = ExportReader.LongestText * 2;

    /// <returns>Null when it is longer than any that is read; the rest is not taken in then.</returns>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MostBytes)
            return null;
        using var read = new MemoryStream();
        var buffer = new byte[81920];
        while (await request.Body.ReadAsync(buffer, cancellationToken) is var count and > 0)
        {
            if (read.Length + count > MostBytes)
                return null;
            read.Write(buffer, 0, count);
        }
        return read.ToArray();
    }

    public static IResult TooLong() => Problem.Of(StatusCodes.Status413PayloadTooLarge, $"The export is longer than {MostBytes / (1024 * 1024)} MiB: leave out long address lists and try again.");
}
