namespace DualWanPortal.RouterOs.Text;

/// <summary>
/// <c>[ find where comment="WAN1" disabled=no ]</c> as a list of comparisons that must all hold. Alternatives, arithmetic and variables are not
/// followed: the reader then says so instead of guessing.
/// </summary>
internal sealed class FindSelector
{
    private readonly List<FindCondition> _conditions = [];

    public IReadOnlyList<FindCondition> Conditions => _conditions;

    /// <summary>Reads what stands between the brackets, for a command of the given menu; null when it is no selector of this kind.</summary>
    public static FindSelector? Parse(string inner, string menu)
    {
        var position = FindWordEnd(inner, menu);
        if (position < 0)
            return null;
        var selector = new FindSelector();
        while (true)
        {
            while (position < inner.Length && inner[position] is ' ' or '\t' or '\n' or '(' or ')')
                position++;
            if (position >= inner.Length)
                return selector;
            if (!selector.ReadCondition(inner, ref position))
                return null;
        }
    }

    public bool Holds(FoldedRow row)
    {
        foreach (var condition in _conditions)
            if (!condition.Holds(row))
                return false;
        return true;
    }

    /// <summary>The position after <c>find</c>, or after <c>/ip/route/find</c> when that is the same menu; -1 otherwise.</summary>
    private static int FindWordEnd(string inner, string menu)
    {
        var at = inner.IndexOf("find", StringComparison.Ordinal);
        if (at < 0 || (at + 4 < inner.Length && inner[at + 4] is not (' ' or '\t' or '\n' or ']')))
            return -1;
        var path = inner.AsSpan(0, at).Trim();
        if (path.IsEmpty)
            return at + 4;
        return path[0] == '/' && "/" + path.ToString().Trim('/', ' ').Replace(' ', '/') == menu ? at + 4 : -1;
    }

    private bool ReadCondition(string inner, ref int position)
    {
        var negated = inner[position] == '!';
        if (negated)
            position++;
        if (string.CompareOrdinal(inner, position, "&&", 0, 2) == 0)
        {
            position += 2;
            return !negated;
        }
        var start = position;
        while (position < inner.Length && (char.IsAsciiLetterOrDigit(inner[position]) || inner[position] is '-' or '.' or '_'))
            position++;
        var key = inner[start..position];
        if (key.Length == 0)
            return false;
        if (Operator(inner, ref position) is { } comparison)
        {
            if (negated || ReadValue(inner, ref position) is not { } value || (comparison == "~" && !FindCondition.IsPlainPattern(value)))
                return false;
            _conditions.Add(new FindCondition(key, comparison, value));
            return true;
        }
        if (key is "where" or "and")
            return !negated;
        if (key is "or" or "in" or "not")
            return false;
        _conditions.Add(new FindCondition(key, "=", negated ? "no" : "yes"));
        return true;
    }

    private static string? Operator(string inner, ref int position)
    {
        foreach (var comparison in (ReadOnlySpan<string>)["!=", "=", "~"])
            if (string.CompareOrdinal(inner, position, comparison, 0, comparison.Length) == 0)
            {
                position += comparison.Length;
                return comparison;
            }
        return null;
    }

    private static string? ReadValue(string inner, ref int position)
    {
        if (position < inner.Length && inner[position] == '"')
            return ReadQuoted(inner, ref position);
        var start = position;
        while (position < inner.Length && inner[position] is not (' ' or '\t' or '\n' or '(' or ')' or '[' or '$' or '&' or '|' or '"'))
            position++;
        return position < inner.Length && inner[position] is '(' or '[' or '$' or '&' or '|' or '"' ? null : inner[start..position];
    }

    private static string? ReadQuoted(string inner, ref int position)
    {
        var value = new EscapedText();
        position++;
        while (position < inner.Length && inner[position] != '"')
        {
            if (inner[position] == '$' && position + 1 < inner.Length && (char.IsAsciiLetterOrDigit(inner[position + 1]) || inner[position + 1] is '(' or '['))
                return null;
            if (inner[position] == '\\')
            {
                position = ConsoleScanner.ContinuationLength(inner.AsSpan(position)) is var wrap and > 0 ? position + wrap : value.AddEscape(inner, position);
                continue;
            }
            value.Add(inner[position++]);
        }
        if (position++ >= inner.Length)
            return null;
        return value.TakeText();
    }
}
