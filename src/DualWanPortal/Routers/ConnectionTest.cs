using System.Collections.Immutable;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Routers;

/// <summary>What came of testing a connection.</summary>
public abstract record ConnectionTest
{
    private ConnectionTest() { }

    public sealed record Reached(RouterCapabilities Capabilities) : ConnectionTest;

    public sealed record Failed(RouterFailure Failure) : ConnectionTest;

    public sealed record Invalid(IReadOnlyDictionary<string, string[]> Errors) : ConnectionTest;
}

/// <summary>What a router is and what the portal may do on it.</summary>
public sealed record RouterCapabilities
{
    public string? Identity { get; init; }
    public string? Version { get; init; }
    public string? Board { get; init; }

    /// <summary><c>home</c>, <c>advanced</c> …; null where the version has no device mode, and then everything is allowed (reference 3.15).</summary>
    public string? DeviceMode { get; init; }

    /// <summary>Since 7.18 the API can take safe mode (reference 6.1).</summary>
    public bool SafeMode { get; init; }

    /// <summary>Policies of the user's group; null when the user may not read them.</summary>
    public ImmutableArray<string>? Policies { get; init; }

    /// <summary>Recommended policies that the group lacks (reference 1.10); null when not known.</summary>
    public ImmutableArray<string>? MissingPolicies { get; init; }

    /// <summary>SHA-256 of the certificate that was shown; null without TLS.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>Router's clock minus the portal's; null when it cannot be read.</summary>
    public TimeSpan? ClockOffset { get; init; }
    public ImmutableArray<WanLink> Wans { get; init; } = [];

    /// <summary>Time from the first byte to the last answer.</summary>
    public TimeSpan Took { get; init; }
}
