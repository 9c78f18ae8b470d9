namespace DualWanPortal.RouterOs.Wire;

/// <summary>Why the bytes of a peer could not be read as sentences.</summary>
public enum WireFault { ReservedControlByte, WordTooLong, TooManyWords, SentenceTooLarge, Truncated }

/// <summary>
/// The peer's bytes are no sentences, more than the <see cref="SentenceLimits"/>, or end in the middle of one. The place of the next sentence is lost with it:
/// the connection cannot be used further.
/// </summary>
public sealed class WireException(WireFault fault, string message) : Exception(message)
{
    public WireFault Fault { get; } = fault;
}
