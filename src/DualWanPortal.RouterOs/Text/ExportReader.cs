using System.Collections.Immutable;
using System.Text;

namespace DualWanPortal.RouterOs.Text;

/// <summary>
/// Reads export text of RouterOS 6 and 7 into neutral rows. Never throws, whatever the text; what it does not follow it names, with line and reason.
/// Time and memory grow with the length of the text, which is limited.
/// </summary>
public static class ExportReader
{
    /// <summary>Longest text read, in characters: some sixty thousand rows.</summary>
    public const int LongestText = 4 * 1024 * 1024;

    /// <summary>Reads bytes as they come from a disk or a browser: UTF-8, UTF-16 or Latin-1, with or without byte order mark.</summary>
    public static RouterExport Read(ReadOnlySpan<byte> bytes)
    {
        if (ExportDecoding.IsBinaryBackup(bytes))
            return Refuse("This is a binary backup, which only the router itself can read: run /export and give its text.");
        return bytes.Length > LongestText * 2L ? TooLong() : Read(ExportDecoding.Decode(bytes));
    }

    public static RouterExport Read(string text)
    {
        if (text.Length > LongestText)
            return TooLong();
        if (IsBinary(text))
            return Refuse("This is a binary file, not the text of an export.");
        var interpreter = new ExportInterpreter();
        var scanner = new ConsoleScanner(Plain(text));
        while (interpreter.Refusal is null && scanner.Next() is { } statement)
            interpreter.Take(statement);
        if (interpreter.Refusal is { } refusal)
            return Refuse(refusal);
        return Result(interpreter);
    }

    private static RouterExport Result(ExportInterpreter interpreter)
    {
        var header = interpreter.Header;
        var items = interpreter.Fold.Items().ToImmutableArray();
        return new RouterExport
        {
            Version = header.Version,
            Date = header.Date,
            SoftwareId = header.SoftwareId,
            Model = header.Model,
            SerialNumber = header.SerialNumber,
            Items = items,
            NotUnderstood = [.. interpreter.NotUnderstood],
            UnderstoodLines = [.. interpreter.Understood],
            Refusal = items.IsEmpty && header.Version is null ? "No RouterOS configuration was found in this text." : null,
        };
    }

    private static RouterExport TooLong() => Refuse(
        $"This text is longer than {LongestText / (1024 * 1024)} MiB, more than is read here: leave out long address lists (/export without them) and try again.");

    private static RouterExport Refuse(string sentence) => new() { Refusal = sentence };

    private static bool IsBinary(string text)
    {
        var controls = 0;
        foreach (var c in text)
        {
            if (c == '\0')
                return true;
            if (c < ' ' && c is not ('\t' or '\n' or '\r' or '\f' or '\x1b'))
                controls++;
        }
        return controls > 16 + (text.Length / 100);
    }

    /// <summary>One kind of line end, no byte order mark, none of the colour codes that a recorded terminal session holds.</summary>
    private static string Plain(string text)
    {
        var start = text.StartsWith('\uFEFF') ? 1 : 0;
        if (!text.AsSpan().ContainsAny('\r', '\x1b'))
            return text[start..];
        var plain = new StringBuilder(text.Length);
        for (var i = start; i < text.Length; i++)
        {
            if (text[i] == '\x1b')
                i += ColourCodeLength(text.AsSpan(i)) - 1;
            else if (text[i] != '\r')
                plain.Append(text[i]);
            else if (i + 1 >= text.Length || text[i + 1] != '\n')
                plain.Append('\n');
        }
        return plain.ToString();
    }

    /// <summary>Length of <c>ESC [ … letter</c> at 0; 1 when the escape character stands alone.</summary>
    private static int ColourCodeLength(ReadOnlySpan<char> text)
    {
        if (text.Length < 2 || text[1] != '[')
            return 1;
        var i = 2;
        while (i < text.Length && i < 32 && (char.IsAsciiDigit(text[i]) || text[i] is ';' or '?'))
            i++;
        return i < text.Length && char.IsAsciiLetter(text[i]) ? i + 1 : 1;
    }
}
