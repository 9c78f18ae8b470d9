namespace DualWanPortal.Failover.Policies;

/// <summary>Something wrong with a policy.</summary>
/// <param name="Line">1-based line of the YAML; null when the policy did not come from text.</param>
/// <param name="Property">Key as written in YAML, for example <c>first-distance</c>; empty when the text as a whole is meant.</param>
public sealed record PolicyProblem(int? Line, string Property, string Message)
{
    /// <summary>Which entry of <c>wans</c> is meant, from 0; null for the policy itself.</summary>
    public int? Wan { get; init; }

    public override string ToString() =>
        (Line is { } line ? FormattableString.Invariant($"line {line}: ") : "") + (Property.Length > 0 ? Property + ": " : "") + Message;
}

/// <summary>What became of a text: a policy, or the problems for which it is none.</summary>
public sealed record PolicyReading(FailoverPolicy? Policy, System.Collections.Immutable.ImmutableArray<PolicyProblem> Problems);
