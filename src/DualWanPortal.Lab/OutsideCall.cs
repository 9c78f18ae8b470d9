namespace DualWanPortal.Lab;

/// <summary>What became of a connection that somebody on the Internet opened to a lab router.</summary>
/// <param name="ByRouter">The router itself took it, and no machine behind it.</param>
/// <param name="RepliesVia">Interface by which the answers leave; null when there are none.</param>
/// <param name="Why">The whole way in one sentence.</param>
public sealed record OutsideCall(bool Answered, bool ByRouter, string? RepliesVia, string Why);
