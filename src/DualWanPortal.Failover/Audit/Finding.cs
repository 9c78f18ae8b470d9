using System.Collections.Immutable;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Audit;

public enum Severity { Info, Low, Medium, High, Critical }

/// <summary>One thing an expert would report.</summary>
/// <param name="Rule">Id of the rule, for example <c>nat-wan-missing</c>.</param>
/// <param name="Title">A few words.</param>
/// <param name="Message">One sentence: what will happen and when.</param>
/// <param name="Evidence">The lines it rests on.</param>
/// <param name="Fix">Commands that mend it, ready to paste; empty when no command can, and then the message says why.</param>
/// <param name="Subject">What distinguishes two findings of one rule on one router (an interface, a rule's id); null when there can be only one.</param>
public sealed record Finding(string Rule, Severity Severity, string Title, string Message, ImmutableArray<Evidence> Evidence, ImmutableArray<string> Fix, string? Subject = null);
