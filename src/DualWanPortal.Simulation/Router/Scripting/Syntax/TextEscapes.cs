using System.Globalization;
using System.Text;

namespace DualWanPortal.Simulation.Router.Scripting.Syntax;

/// <summary>Escapes inside quoted texts: <c>\n</c>, <c>\"</c>, <c>\$</c>, <c>\C3\A9</c> (bytes of UTF-8), a continued line.</summary>
internal static class TextEscapes
{
    public static void Read(ScriptText text, StringBuilder into)
    {
        if (text.TakeContinuation())
            return;
        text.Position++;
        if (text.AtEnd)
            throw text.Unexpected("expected closing quote");
        if (IsUpperHex(text.Current) && IsUpperHex(text.Next))
        {
            ReadBytes(text, into);
            return;
        }
        into.Append(text.Current switch
        {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'a' => '\a',
            'b' => '\b',
            'f' => '\f',
            'v' => '\v',
            '_' => ' ',
            var c => c,
        });
        text.Position++;
    }

    private static void ReadBytes(ScriptText text, StringBuilder into)
    {
        var bytes = new List<byte>();
        do
        {
            bytes.Add(byte.Parse(text.Source.AsSpan(text.Position, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            text.Position += 2;
        }
        while (text.Current == '\\' && text.Position + 2 < text.Source.Length && IsUpperHex(text.Source[text.Position + 1]) && IsUpperHex(text.Source[text.Position + 2]) && text.Position++ >= 0);
        into.Append(Encoding.UTF8.GetString([.. bytes]));
    }

    private static bool IsUpperHex(char c) => char.IsAsciiDigit(c) || c is >= 'A' and <= 'F';
}
