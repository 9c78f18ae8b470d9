using System.Text;

namespace DualWanPortal.RouterOs.Text;

/// <summary>
/// Collects a console string: plain characters, escapes, and hex bytes (<c>\D0\9F</c>), which are gathered as bytes and read as UTF-8, or as
/// Latin-1 where they are no UTF-8 (reference 1.8: old configurations hold the code page of the PC they were typed on).
/// </summary>
internal sealed class EscapedText
{
    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly StringBuilder _text = new();
    private readonly List<byte> _bytes = [];

    public void Add(char c)
    {
        FlushBytes();
        _text.Append(c);
    }

    public void Add(ReadOnlySpan<char> plain)
    {
        if (plain.IsEmpty)
            return;
        FlushBytes();
        _text.Append(plain);
    }

    /// <summary>Takes the escape whose backslash is at <paramref name="position"/>; returns the position after it.</summary>
    public int AddEscape(string source, int position)
    {
        if (position + 1 >= source.Length)
            return position + 1;
        var c = source[position + 1];
        char? simple = c switch
        {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            '_' => ' ',
            'a' => '\a',
            'b' => '\b',
            'f' => '\f',
            'v' => '\v',
            _ => null,
        };
        if (simple is { } control)
        {
            Add(control);
            return position + 2;
        }
        if (char.IsAsciiHexDigit(c) && position + 2 < source.Length && char.IsAsciiHexDigit(source[position + 2]))
        {
            _bytes.Add((byte)((Nibble(c) << 4) | Nibble(source[position + 2])));
            return position + 3;
        }
        Add(c);
        return position + 2;
    }

    public string TakeText()
    {
        FlushBytes();
        var text = _text.ToString();
        _text.Clear();
        return text;
    }

    private void FlushBytes()
    {
        if (_bytes.Count == 0)
            return;
        var bytes = _bytes.ToArray();
        _bytes.Clear();
        try
        {
            _text.Append(s_strictUtf8.GetString(bytes));
        }
        catch (DecoderFallbackException)
        {
            _text.Append(Encoding.Latin1.GetString(bytes));
        }
    }

    private static int Nibble(char c) => char.IsAsciiDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10;
}
