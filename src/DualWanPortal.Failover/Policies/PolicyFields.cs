using System.Collections.Immutable;
using System.Globalization;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Failover.Policies;

/// <summary>Takes typed values out of one mapping; what does not fit becomes a problem with its line. Lives while one text is read.</summary>
internal sealed class PolicyFields(PolicyMap map, List<PolicyProblem> problems)
{
    public PolicyMap Map { get; } = map;

    public int? LineOf(string key) => Map.Entries.GetValueOrDefault(key)?.Line;

    public string Text(string key, string absent) => Scalar(key) ?? absent;

    public ImmutableArray<string> Texts(string key, ImmutableArray<string> absent)
    {
        if (!Map.Entries.TryGetValue(key, out var entry))
            return absent;
        if (entry.Scalar is null && entry.Maps.IsEmpty)
            return entry.Items;
        Wrong(entry.Line, key, "needs a list, for example [ether1, lte1]");
        return absent;
    }

    public ImmutableArray<PolicyFields> Fields(string key)
    {
        if (!Map.Entries.TryGetValue(key, out var entry))
            return [];
        if (entry.Scalar is null && entry.Items.IsEmpty)
            return [.. entry.Maps.Select(inner => new PolicyFields(inner, problems))];
        Wrong(entry.Line, key, "needs a list of mappings, for example - interface: ether1");
        return [];
    }

    public int Number(string key, int absent)
    {
        if (Scalar(key) is not { } text)
            return absent;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;
        Wrong(LineOf(key), key, "needs a whole number");
        return absent;
    }

    public bool? YesNo(string key)
    {
        if (Scalar(key) is not { } text)
            return null;
        if (text is "true" or "yes" or "false" or "no")
            return text is "true" or "yes";
        Wrong(LineOf(key), key, "needs true or false");
        return null;
    }

    /// <summary><c>30s</c>, <c>5m</c>, <c>00:00:30</c>; a plain number is seconds.</summary>
    public TimeSpan? Duration(string key)
    {
        if (Scalar(key) is not { } text)
            return null;
        if (text.Length <= 20 && RouterOsDuration.TryParse(text, out var span) && span >= TimeSpan.Zero)
            return span;
        Wrong(LineOf(key), key, "needs a time such as 30s or 5m");
        return null;
    }

    /// <summary><c>08:00-18:00</c>.</summary>
    public QuietHours? Hours(string key)
    {
        if (Scalar(key) is not { } text)
            return null;
        if (QuietHours.Parse(text) is { } hours)
            return hours;
        Wrong(LineOf(key), key, "needs two times of day such as 08:00-18:00");
        return null;
    }

    public T? Choice<T>(string key, ImmutableArray<KeyValuePair<string, T>> words) where T : struct, Enum
    {
        if (Scalar(key) is not { } text)
            return null;
        foreach (var word in words)
        {
            if (word.Key == text)
                return word.Value;
        }
        Wrong(LineOf(key), key, $"is not known; known are {string.Join(", ", words.Select(word => word.Key))}");
        return null;
    }

    public void RefuseOthers(ImmutableArray<string> known)
    {
        foreach (var (key, entry) in Map.Entries.Where(entry => !known.Contains(entry.Key)))
            Wrong(entry.Line, key, $"is not known; known are {string.Join(", ", known)}");
    }

    public void Wrong(int? line, string key, string message) => problems.Add(new PolicyProblem(line ?? Map.Line, key, message));

    private string? Scalar(string key)
    {
        if (!Map.Entries.TryGetValue(key, out var entry))
            return null;
        if (entry.Scalar is { } text)
            return text;
        Wrong(entry.Line, key, "needs one value, not a list");
        return null;
    }
}
