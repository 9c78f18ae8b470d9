using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace DualWanPortal.Failover.Policies;

/// <summary>
/// A policy as YAML: one mapping of <c>name method wan-order first-distance distance-step check-gateway wan-list resolvers</c>. What is left out takes its default;
/// what is not known is a problem, not ignored.
/// </summary>
public static class PolicyYaml
{
    public static string Write(FailoverPolicy policy)
    {
        var text = new StringBuilder();
        void Line(string key, string value) => text.Append(key).Append(": ").Append(value).Append('\n');

        Line("name", Scalar(policy.Name));
        Line("method", Word(policy.Method));
        Line("wan-order", List(policy.WanOrder));
        Line("first-distance", policy.FirstDistance.ToString(CultureInfo.InvariantCulture));
        Line("distance-step", policy.DistanceStep.ToString(CultureInfo.InvariantCulture));
        Line("check-gateway", policy.CheckGateway ? "true" : "false");
        Line("wan-list", Scalar(policy.WanList));
        Line("resolvers", List(policy.Resolvers));
        return text.ToString();
    }

    /// <summary>Never throws on text: gives the policy, or all problems with their lines.</summary>
    public static PolicyReading Read(string yaml)
    {
        var document = PolicyDocument.Read(yaml);
        var problems = document.Problems.ToBuilder();
        var policy = new FailoverPolicy
        {
            Name = Text(document, "name", "", problems),
            Method = Method(document, problems),
            WanOrder = Texts(document, "wan-order", [], problems),
            FirstDistance = Number(document, "first-distance", 1, problems),
            DistanceStep = Number(document, "distance-step", 1, problems),
            CheckGateway = YesNo(document, "check-gateway", true, problems),
            WanList = Text(document, "wan-list", "WAN", problems),
            Resolvers = Texts(document, "resolvers", s_defaults.Resolvers, problems),
        };
        if (document.Problems.IsEmpty && !document.Entries.ContainsKey("name"))
            problems.Add(new PolicyProblem(1, "name", "is missing"));
        foreach (var (key, entry) in document.Entries.Where(entry => !s_keys.Contains(entry.Key)))
            problems.Add(new PolicyProblem(entry.Line, key, $"is not known; known are {string.Join(", ", s_keys)}"));
        if (problems.Count == 0)
            problems.AddRange(PolicyValidation.Check(policy).Select(problem => problem with { Line = document.Entries.GetValueOrDefault(problem.Property)?.Line }));
        return problems.Count == 0 ? new PolicyReading(policy, []) : new PolicyReading(null, [.. problems.OrderBy(problem => problem.Line ?? 0)]);
    }

    private static FailoverMethod Method(PolicyDocument document, ImmutableArray<PolicyProblem>.Builder problems)
    {
        var word = Text(document, "method", Word(FailoverMethod.Distance), problems);
        foreach (var method in Enum.GetValues<FailoverMethod>())
        {
            if (Word(method) == word)
                return method;
        }
        problems.Add(new PolicyProblem(document.Entries["method"].Line, "method", $"is not known; known are {string.Join(", ", Enum.GetValues<FailoverMethod>().Select(Word))}"));
        return FailoverMethod.Distance;
    }

    private static string Text(PolicyDocument document, string key, string absent, ImmutableArray<PolicyProblem>.Builder problems)
    {
        if (!document.Entries.TryGetValue(key, out var entry))
            return absent;
        if (entry.Scalar is { } text)
            return text;
        problems.Add(new PolicyProblem(entry.Line, key, "needs one value, not a list"));
        return absent;
    }

    private static ImmutableArray<string> Texts(PolicyDocument document, string key, ImmutableArray<string> absent, ImmutableArray<PolicyProblem>.Builder problems)
    {
        if (!document.Entries.TryGetValue(key, out var entry))
            return absent;
        if (entry.Scalar is null)
            return entry.Items;
        problems.Add(new PolicyProblem(entry.Line, key, "needs a list, for example [ether1, lte1]"));
        return absent;
    }

    private static int Number(PolicyDocument document, string key, int absent, ImmutableArray<PolicyProblem>.Builder problems)
    {
        if (!document.Entries.TryGetValue(key, out var entry))
            return absent;
        if (int.TryParse(entry.Scalar, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;
        problems.Add(new PolicyProblem(entry.Line, key, "needs a whole number"));
        return absent;
    }

    private static bool YesNo(PolicyDocument document, string key, bool absent, ImmutableArray<PolicyProblem>.Builder problems)
    {
        if (!document.Entries.TryGetValue(key, out var entry))
            return absent;
        if (entry.Scalar is "true" or "yes" or "false" or "no")
            return entry.Scalar is "true" or "yes";
        problems.Add(new PolicyProblem(entry.Line, key, "needs true or false"));
        return absent;
    }

    private static string List(ImmutableArray<string> values) => $"[{string.Join(", ", values.Select(Scalar))}]";

    /// <summary>Plain where YAML cannot take it for anything else, else in double quotes.</summary>
    private static string Scalar(string value)
    {
        if (value.Length > 0 && char.IsAsciiLetterOrDigit(value[0]) && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
            return value;
        var text = new StringBuilder("\"");
        foreach (var c in value)
        {
            if (c is '"' or '\\')
                text.Append('\\').Append(c);
            else if (char.IsControl(c))
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            else
                text.Append(c);
        }
        return text.Append('"').ToString();
    }

    private static string Word(FailoverMethod method) => method switch { FailoverMethod.Distance => "distance", _ => throw new ArgumentOutOfRangeException(nameof(method)) };

    private static readonly FailoverPolicy s_defaults = new() { Name = "" };
    private static readonly ImmutableArray<string> s_keys = ["name", "method", "wan-order", "first-distance", "distance-step", "check-gateway", "wan-list", "resolvers"];
}
