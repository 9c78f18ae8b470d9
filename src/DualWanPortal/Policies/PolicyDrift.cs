namespace DualWanPortal.Policies;

/// <summary>How far a router is from the policy assigned to it.</summary>
/// <param name="Actions">Commands that would bring it back; 0 when it is as the policy wants it.</param>
/// <param name="Since">When this number was first seen.</param>
public sealed record PolicyDrift(string Policy, int Actions, DateTimeOffset Since);
