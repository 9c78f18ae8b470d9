namespace DualWanPortal.Api;

/// <summary>The path in the message of a JSON reader, <c>$.steps[1]['odd name']</c>, taken apart: <c>steps</c>, <c>1</c>, <c>odd name</c>.</summary>
internal static class JsonPath
{
    public static IReadOnlyList<string> Read(string path)
    {
        var steps = new List<string>();
        for (var at = path.StartsWith('$') ? 1 : 0; at < path.Length;)
        {
            var (begin, close) = path[at..] switch
            {
                ['[', '\'', ..] => (at + 2, "']"),
                ['[', ..] => (at + 1, "]"),
                _ => (at + 1, ""),
            };
            var end = close.Length > 0 ? path.IndexOf(close, begin, StringComparison.Ordinal) : path.IndexOfAny(['.', '['], begin);
            if (end < 0)
                end = path.Length;
            steps.Add(path[begin..end]);
            at = end + close.Length;
        }
        return steps;
    }
}
