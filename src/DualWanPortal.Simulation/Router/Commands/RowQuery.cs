using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;

namespace DualWanPortal.Simulation.Router.Commands;

/// <summary>The query words of one command: a postfix stack machine over the properties of one row as the API words them (reference 1.6).</summary>
public sealed class RowQuery(ImmutableArray<string> words)
{
    public bool IsEmpty => words.IsEmpty;

    /// <summary>True when no value left on the stack is false: the stack begins as an endless supply of true.</summary>
    public bool Matches(IReadOnlyDictionary<string, string> row)
    {
        if (words.IsEmpty)
            return true;
        var stack = new QueryStack();
        foreach (var word in words)
        {
            var text = word.AsSpan(1);
            if (text.StartsWith('#'))
                Operate(stack, text[1..]);
            else
                stack.Push(Test(text, row));
        }
        return stack.AllTrue;
    }

    private static bool Test(ReadOnlySpan<char> text, IReadOnlyDictionary<string, string> row)
    {
        if (text.IsEmpty)
            return true;
        var how = text[0];
        if (how == '-')
            return !row.ContainsKey(text[1..].ToString());
        if (how is '=' or '<' or '>')
            text = text[1..];
        var equals = text.IndexOf('=');
        if (equals < 0)
            return row.ContainsKey(text.ToString());
        if (!row.TryGetValue(text[..equals].ToString(), out var value))
            return false;
        var wanted = text[(equals + 1)..].ToString();
        return how switch
        {
            '<' => Compare(value, wanted) < 0,
            '>' => Compare(value, wanted) > 0,
            _ => value == wanted || (value is "true" or "false" && value == (wanted switch { "yes" => "true", "no" => "false", _ => null })),
        };
    }

    private static int Compare(string left, string right)
    {
        if (BigInteger.TryParse(left, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var a)
            && BigInteger.TryParse(right, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var b))
        {
            return a.CompareTo(b);
        }
        return ValueText.TryDuration(left, out var first) && ValueText.TryDuration(right, out var second) ? first.CompareTo(second) : string.CompareOrdinal(left, right);
    }

    /// <summary>
    /// <c>!</c> negates the top, <c>&amp;</c> and <c>|</c> join two, an index followed by something copies that value, an index at the end replaces the stack by it,
    /// a dot after anything but an index copies the top.
    /// </summary>
    private static void Operate(QueryStack stack, ReadOnlySpan<char> operations)
    {
        var at = 0;
        while (at < operations.Length)
        {
            if (char.IsAsciiDigit(operations[at]))
            {
                var begin = at;
                while (at < operations.Length && char.IsAsciiDigit(operations[at]))
                    at++;
                var index = int.TryParse(operations[begin..at], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;
                if (at == operations.Length)
                    stack.ReplaceBy(index);
                else
                    stack.Push(stack.Peek(index));
                if (at < operations.Length && operations[at] == '.')
                    at++;
                continue;
            }
            switch (operations[at++])
            {
                case '!':
                    stack.Push(!stack.Pop());
                    break;
                case '&':
                    stack.Push(stack.Pop() & stack.Pop());
                    break;
                case '|':
                    stack.Push(stack.Pop() | stack.Pop());
                    break;
                case '.':
                    stack.Push(stack.Peek(0));
                    break;
            }
        }
    }

    private sealed class QueryStack
    {
        private readonly List<bool> _values = [];

        public bool AllTrue => !_values.Contains(false);
        public void Push(bool value) => _values.Add(value);
        public bool Peek(int index) => index >= _values.Count || _values[^(index + 1)];

        public bool Pop()
        {
            if (_values.Count == 0)
                return true;
            var value = _values[^1];
            _values.RemoveAt(_values.Count - 1);
            return value;
        }

        public void ReplaceBy(int index)
        {
            var value = Peek(index);
            _values.Clear();
            _values.Add(value);
        }
    }
}
