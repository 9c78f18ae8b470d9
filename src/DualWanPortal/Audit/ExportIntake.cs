using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Audit;

/// <summary>What came of asking the browser for an export.</summary>
internal abstract record Intake
{
    private Intake()
    {
    }

    public sealed record Taken(byte[] Bytes) : Intake;

    /// <param name="Why">A sentence that says what to do instead.</param>
    public sealed record Refused(string Why) : Intake;
}

/// <summary>Opens what the browser holds.</summary>
/// <param name="most">More bytes than this are an error.</param>
internal delegate ValueTask<Stream> OpenExport(long most, CancellationToken cancellationToken);

/// <summary>Fetches an export from the browser, after its length was looked at.</summary>
internal static class ExportIntake
{
    private const int Most = ExportReader.LongestText;

    private static readonly Intake s_empty = new Intake.Refused("It is empty. Paste what /export prints, or choose a file.");

    public static string MostText { get; } = $"{Most / (1024 * 1024)} MiB";

    /// <param name="length">As the browser says; the stream is held to it.</param>
    public static async Task<Intake> ReadAsync(long length, OpenExport open, CancellationToken cancellationToken)
    {
        if (length <= 0)
            return s_empty;
        if (length > Most)
            return new Intake.Refused($"It is longer than {MostText}: leave out long address lists and try again.");
        var bytes = new byte[length];
        await using var stream = await open(Most, cancellationToken);
        var read = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        if (!bytes.AsSpan(0, read).ContainsAnyExcept(" \r\n\t"u8))
            return s_empty;
        return new Intake.Taken(read == bytes.Length ? bytes : bytes[..read]);
    }
}
