using System.Text;

namespace DualWanPortal.RouterOs.Wire;

/// <summary>Bytes of a word as text.</summary>
public static class WordText
{
    /// <summary>
    /// UTF-8; bytes that are not become U+FFFD, because old configurations hold text in whatever code page the Windows of their author used (reference 1.8).
    /// </summary>
    public static string Decode(ReadOnlySpan<byte> bytes) => bytes.Length switch
    {
        0 => "",
        // Most values of a table are booleans; they need no memory of their own.
        4 when bytes.SequenceEqual("true"u8) => "true",
        5 when bytes.SequenceEqual("false"u8) => "false",
        _ => Encoding.UTF8.GetString(bytes),
    };

    /// <summary>Splits <c>=name=value</c> at the second <c>=</c>; without one the value is empty. False when the word is no such pair or its name is empty.</summary>
    public static bool TrySplitPair(ReadOnlySpan<byte> word, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        name = value = default;
        if (word.Length < 2 || word[0] != (byte)'=')
            return false;
        var second = word[1..].IndexOf((byte)'=');
        if (second < 0)
        {
            name = word[1..];
            return true;
        }
        name = word.Slice(1, second);
        value = word[(second + 2)..];
        return second > 0;
    }
}
