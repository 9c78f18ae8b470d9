using System.Text;

namespace DualWanPortal.RouterOs.Text;

/// <summary>Bytes to text, leniently: byte order marks, UTF-16 without one (PowerShell redirects), UTF-8, else Latin-1.</summary>
internal static class ExportDecoding
{
    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            bytes = bytes[3..];
        else if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return Encoding.Unicode.GetString(bytes[2..]);
        else if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return Encoding.BigEndianUnicode.GetString(bytes[2..]);
        else if (LooksLikeUtf16(bytes, out var bigEndian))
            return (bigEndian ? Encoding.BigEndianUnicode : Encoding.Unicode).GetString(bytes);
        try
        {
            return s_strictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }

    /// <summary>A <c>.backup</c> file, plain or encrypted, by its first four bytes.</summary>
    public static bool IsBinaryBackup(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0x88, 0xAC, 0xA1, 0xB1]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xA8, 0x91, 0x72]);

    private static bool LooksLikeUtf16(ReadOnlySpan<byte> bytes, out bool bigEndian)
    {
        var head = bytes[..Math.Min(bytes.Length & ~1, 64)];
        int even = 0, odd = 0;
        for (var i = 0; i < head.Length; i += 2)
        {
            even += head[i] == 0 ? 1 : 0;
            odd += head[i + 1] == 0 ? 1 : 0;
        }
        bigEndian = even > odd;
        return head.Length >= 8 && Math.Max(even, odd) > head.Length * 3 / 8 && Math.Min(even, odd) == 0;
    }
}
