using System.Collections.Immutable;

namespace DualWanPortal.Failover.Planning;

/// <summary>How a line of the plan changes the router: + − ~ in the preview.</summary>
public enum StepKind { Add, Change, Remove }

/// <summary>A command against one row of a menu, independent of ids that may change: the row is found again by what identifies it when the command runs.</summary>
/// <param name="Menu">Slash path.</param>
/// <param name="Verb"><c>add</c>, <c>set</c>, <c>unset</c>, <c>remove</c>, <c>enable</c> or <c>disable</c>.</param>
/// <param name="Target">
/// Which row, for all verbs but <c>add</c> and settings menus: property values that together match exactly one row
/// (for example <c>comment=dwp:nat</c>, or <c>interface=ether2</c> of a DHCP client). Empty for settings menus.
/// </param>
/// <param name="Values">Arguments; for <c>unset</c> the names only, with empty values.</param>
public sealed record RouterCommand(string Menu, string Verb, ImmutableArray<KeyValuePair<string, string>> Target, ImmutableArray<KeyValuePair<string, string>> Values)
{
    /// <summary>Id of the row when the plan was made; used first, and only if the row still matches <see cref="Target"/>.</summary>
    public string? RowId { get; init; }

    /// <summary>
    /// Values that only the router knows, as expressions that it works out where the line is typed: they stand there in the place of <see cref="Values"/> of the same name.
    /// Only in plans that were made from a file.
    /// </summary>
    public ImmutableArray<KeyValuePair<string, string>> Asked { get; init; } = [];
}

/// <summary>One change with its way back and its reason.</summary>
public sealed record PlanStep
{
    public required StepKind Kind { get; init; }
    public required RouterCommand Do { get; init; }

    /// <summary>What restores the state before; run in reverse order of the steps.</summary>
    public required RouterCommand Undo { get; init; }

    /// <summary>One sentence: why.</summary>
    public required string Why { get; init; }

    /// <summary>The values that <see cref="Do"/> replaces, for the preview; empty for an addition.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Before { get; init; } = [];

    /// <summary>True when the step changes a line that the portal did not make; such lines are shown and need approval.</summary>
    public bool Foreign { get; init; }

    /// <summary>The line is reordered or replaced by RouterOS itself; shown as a remark.</summary>
    public string? Remark { get; init; }
}

/// <summary>What a policy would change on one router. Empty when all is already right.</summary>
/// <param name="NotCured">What the chosen method cannot mend on this router, said before anyone approves.</param>
/// <param name="Fingerprint">Digest of the configuration that the plan was made from: a router that has changed since makes the plan stale.</param>
public sealed record Plan(ImmutableArray<PlanStep> Steps, ImmutableArray<string> NotCured, string Fingerprint)
{
    public bool IsEmpty => Steps.IsEmpty;

    /// <summary>The way back of another plan: what it writes is what was there before, whatever the router would be given now.</summary>
    public bool TakesBack { get; init; }

    /// <summary>Why this policy is not planned onto this router at all; null when it is. Such a plan has no steps, which does not mean that all is right.</summary>
    public string? Refusal { get; init; }
}
