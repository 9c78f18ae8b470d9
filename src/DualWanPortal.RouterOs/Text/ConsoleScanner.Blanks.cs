namespace DualWanPortal.RouterOs.Text;

internal sealed partial class ConsoleScanner
{
    private const int LongestPrompt = 300;

    /// <summary>Length of a continuation that starts with the backslash at 0: backslash, line end, the next line's indent. 0 when it is none.</summary>
    public static int ContinuationLength(ReadOnlySpan<char> source)
    {
        var i = 1;
        // Editors and mail leave blanks between the backslash and the line end.
        while (i < source.Length && source[i] is ' ' or '\t')
            i++;
        if (i >= source.Length || source[i] != '\n')
            return 0;
        i++;
        while (i < source.Length && source[i] is ' ' or '\t')
            i++;
        return i;
    }

    /// <summary>Skips continuations at the position; true when there was one.</summary>
    private bool SkipContinuations()
    {
        var skipped = false;
        while (_position < text.Length && text[_position] == '\\' && ContinuationLength(text.AsSpan(_position)) is var length and > 0)
        {
            _position += length;
            skipped = true;
        }
        return skipped;
    }

    private void SkipSpaces()
    {
        while (_position < text.Length && (text[_position] is ' ' or '\t' || SkipContinuations()))
            if (_position < text.Length && text[_position] is ' ' or '\t')
                _position++;
    }

    private void SkipBlank()
    {
        while (_position < text.Length && (text[_position] is ' ' or '\t' or '\n' or ';' || SkipContinuations()))
            if (_position < text.Length && text[_position] is ' ' or '\t' or '\n' or ';')
                _position++;
    }

    /// <summary>Moves past <c>[admin@MikroTik] /ip/address&gt; </c> and notes the path it shows.</summary>
    private bool TrySkipPrompt(ref string? path)
    {
        var line = text.AsSpan(_position, Math.Min(LongestPrompt, LineEnd(_position) - _position));
        var close = line.IndexOf(']');
        var at = line.IndexOf('@');
        if (at < 1 || close < at)
            return false;
        var rest = line[(close + 1)..];
        var end = rest.IndexOf('>');
        if (end < 0)
            return false;
        var shown = rest[..end].Trim();
        if (shown.StartsWith("<SAFE", StringComparison.Ordinal))
            shown = "";
        foreach (var c in shown)
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c is not ('/' or ' ' or '-'))
                return false;
        path = shown.IsEmpty ? "" : "/" + shown.ToString().Trim('/').Replace(' ', '/');
        _position += close + 1 + end + 1;
        return true;
    }
}
