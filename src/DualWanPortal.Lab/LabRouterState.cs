using System.Collections.Immutable;

namespace DualWanPortal.Lab;

/// <summary>What a lab router is and what is wrong with its links, as the fault control shows it.</summary>
public sealed record LabRouterState(string Name, int Port, int? TlsPort, string Version, string Scenario, ImmutableArray<LabWanState> Wans);

/// <param name="Interface">The interface that carries traffic: <c>pppoe-out1</c>, <c>ether1</c>.</param>
/// <param name="Kind"><c>static</c>, <c>dhcp</c>, <c>pppoe</c>, <c>lte</c>.</param>
/// <param name="Faults">In the words they are given in, <c>loss:60</c>.</param>
public sealed record LabWanState(string Interface, string Kind, ImmutableArray<string> Faults);
