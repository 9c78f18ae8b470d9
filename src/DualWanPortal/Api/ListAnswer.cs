namespace DualWanPortal.Api;

/// <summary>Every list of the HTTP API.</summary>
/// <param name="Items">This page of it.</param>
/// <param name="Next">What to send as <c>?after=</c> for the next page; null at the end.</param>
public sealed record ListAnswer<T>(IReadOnlyList<T> Items, string? Next = null);
