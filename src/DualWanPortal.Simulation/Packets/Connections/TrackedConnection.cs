using DualWanPortal.Simulation.Router.Routing;

namespace DualWanPortal.Simulation.Packets.Connections;

/// <summary>One entry of the connection table: what its first packet decided stays for all that follow (reference 4.6).</summary>
public sealed class TrackedConnection
{
    private const int PacketsPerSecond = 12;
    private const int BytesOfAQuestion = 120;
    private const int BytesOfAnAnswer = 900;

    /// <summary>Interface of the inside by which it came.</summary>
    public required string Inside { get; init; }

    public required string Protocol { get; init; }
    public required IpAddress Client { get; init; }
    public required int ClientPort { get; init; }
    public required IpAddress Destination { get; init; }

    /// <summary>Null for ICMP.</summary>
    public required int? Port { get; init; }

    /// <summary>Source that the provider sees: the answer to the first packet goes there, whichever way later packets take.</summary>
    public required IpAddress Mapped { get; init; }

    /// <summary>Interface by which the first packet left.</summary>
    public required string Via { get; init; }

    /// <summary>Translated by a masquerade rule: purged when <see cref="Via"/> goes down or its address changes.</summary>
    public required bool Masqueraded { get; init; }
    public required string? Mark { get; init; }

    public bool SeenReply { get; internal set; }

    /// <summary>Its packets go past mangle and filter (reference 4.6).</summary>
    public bool FastTracked { get; internal set; }

    /// <summary>No longer in the table: expired, purged or removed by hand.</summary>
    public bool Gone { get; internal set; }

    /// <summary>Its ends have said goodbye, or were never more than one packet.</summary>
    internal bool Closed { get; set; }

    /// <summary>Packets leave and nothing comes back.</summary>
    internal bool Silent { get; set; }
    /// <summary>Its packets are not counted one by one, but there are always some: it does not expire.</summary>
    internal bool Steady { get; set; }
    internal DateTimeOffset LastSeen { get; set; }
    internal double SentSeconds { get; set; }
    internal double AnsweredSeconds { get; set; }
    internal long Sent => (long)(SentSeconds * PacketsPerSecond);
    internal long Answered => (long)(AnsweredSeconds * PacketsPerSecond);
    internal long SentBytes => 60 + (Sent * BytesOfAQuestion);
    internal long AnsweredBytes => (SeenReply ? 60 : 0) + (Answered * BytesOfAnAnswer);

    /// <summary>Bits a second at this moment: a lasting connection is always in use, one that was opened and closed again has said what it had to say.</summary>
    internal long SentRate => Steady && !Closed && !Gone ? PacketsPerSecond * BytesOfAQuestion * 8 : 0;
    internal long AnsweredRate => SentRate > 0 && !Silent ? PacketsPerSecond * BytesOfAnAnswer * 8 : 0;

    internal bool IsTranslated => Mapped != Client;
}
