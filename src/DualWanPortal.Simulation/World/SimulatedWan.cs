using System.Collections.Immutable;

namespace DualWanPortal.Simulation.World;

/// <summary>One WAN of a simulated site, as it is now.</summary>
/// <param name="Interface">Interface that carries the traffic: <c>pppoe-out1</c>.</param>
/// <param name="Port">Port at the bottom: <c>ether2</c>.</param>
public sealed record SimulatedWan(string Interface, string Port, WanKind Kind, ImmutableArray<Fault> CurrentFaults);
