namespace DualWanPortal.Failover.Policies;

/// <summary>Whom the router itself tells when traffic moves to another WAN and back, also while the portal cannot be reached.</summary>
public sealed record PolicyNotify
{
    /// <summary>An https address that takes a small JSON message by POST. Stands in the router's configuration and in every export of it: it must not be a secret.</summary>
    public string? Url { get; init; }

    /// <summary>Somebody who gets a mail by the server that <c>/tool e-mail</c> of the router names.</summary>
    public string? Email { get; init; }
}
