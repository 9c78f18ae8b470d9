using System.Collections.Immutable;

namespace DualWanPortal.RouterOs.Client;

/// <summary>All that a finished command answered.</summary>
/// <param name="Rows">The <c>!re</c> sentences in order.</param>
/// <param name="Return">The <c>ret</c> of <c>!done</c>: the new id of an <c>add</c>, a count, the value of a <c>get</c>; null when there was none.</param>
public sealed record RouterOsReply(ImmutableArray<RouterOsRow> Rows, string? Return);
