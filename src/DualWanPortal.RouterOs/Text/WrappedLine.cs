using System.Text;

namespace DualWanPortal.RouterOs.Text;

/// <summary>
/// One command wrapped as exports wrap: a backslash before column 80, four blanks of indent, between words where that fits, else after
/// <c>key=</c> or inside the value, never inside an escape. A blank that would begin a line inside quotes is written <c>\_</c>.
/// </summary>
internal sealed class WrappedLine(StringBuilder text)
{
    private const int LastColumn = 78;
    private const string Indent = "    ";
    private int _column;

    public void Word(string word)
    {
        if (_column > 0)
            Separate(word.Length);
        Append(word);
    }

    public void Pair(string key, string value)
    {
        var bare = RouterOsQuoting.IsBare(value);
        List<string> pieces = bare ? [.. value.Select(c => c.ToString())] : ["\"", .. RouterOsQuoting.Pieces(value), "\""];
        var length = pieces.Sum(piece => piece.Length);
        Separate(key.Length + 1);
        Append(key + "=");
        if (_column + length > LastColumn && length <= LastColumn - Indent.Length)
            Wrap();
        foreach (var piece in pieces)
        {
            var wrapped = _column + piece.Length > LastColumn;
            if (wrapped)
                Wrap();
            Append(wrapped && piece == " " ? "\\_" : piece);
        }
    }

    public void End()
    {
        text.Append('\n');
        _column = 0;
    }

    private void Separate(int nextLength)
    {
        Append(" ");
        if (_column + nextLength > LastColumn && _column > Indent.Length)
            Wrap();
    }

    private void Wrap()
    {
        text.Append("\\\n").Append(Indent);
        _column = Indent.Length;
    }

    private void Append(string piece)
    {
        text.Append(piece);
        _column += piece.Length;
    }
}
