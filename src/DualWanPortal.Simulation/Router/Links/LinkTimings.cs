namespace DualWanPortal.Simulation.Router.Links;

/// <summary>How long the ends of a line need for their talk (reference Appendix C).</summary>
public sealed record LinkTimings
{
    /// <summary>DHCP from link up to bound; half of it searching, half requesting.</summary>
    public TimeSpan DhcpBind { get; init; } = TimeSpan.FromSeconds(2);
    public TimeSpan PppoeDial { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Misses of the PPPoE keep-alive until the session is given up; each is one <c>keepalive-timeout</c> long.</summary>
    public int PppoeKeepaliveMisses { get; init; } = 3;
    public TimeSpan LteAttach { get; init; } = TimeSpan.FromSeconds(4);
    public TimeSpan Boot { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>From power-on (after <see cref="Boot"/>) until the ports have link.</summary>
    public TimeSpan PortUp { get; init; } = TimeSpan.FromSeconds(2);

    public static LinkTimings Default { get; } = new();
}
