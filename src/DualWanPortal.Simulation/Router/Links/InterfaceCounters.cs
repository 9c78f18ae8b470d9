using System.Collections.Immutable;

namespace DualWanPortal.Simulation.Router.Links;

/// <summary>
/// What an interface counts (reference 3.6): all packets, those that took the fast path, those that were lost on the way in or out. Nothing overflows a queue or breaks on
/// the wires of this world, so drops and errors stay at zero.
/// </summary>
internal static class InterfaceCounters
{
    public static ImmutableArray<string> Names { get; } =
    [
        "rx-byte", "tx-byte", "rx-packet", "tx-packet", "rx-drop", "tx-drop", "tx-queue-drop", "rx-error", "tx-error", "fp-rx-byte", "fp-tx-byte", "fp-rx-packet", "fp-tx-packet",
    ];

    /// <summary>All of an interface that has just come up.</summary>
    public static IEnumerable<KeyValuePair<string, string>> AtZero => Names.Select(name => KeyValuePair.Create(name, "0"));
}
