using System.Collections.Immutable;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Scripts;

/// <summary>What makes a script run.</summary>
public enum ScriptHook { DhcpClient, PppUp, PppDown, NetwatchUp, NetwatchDown, NetwatchTest, Scheduler, SystemScript }

/// <summary>One script of the router and who calls it.</summary>
/// <param name="Caller">The interface, profile, probed host, or name of the scheduler entry or script.</param>
/// <param name="Property">Where the text stands: <c>script</c>, <c>on-up</c>, <c>down-script</c>, <c>on-event</c>, <c>source</c>…</param>
/// <param name="Source">As written there: the commands, or no more than the name of a script.</param>
/// <param name="Item">The row that holds the hook.</param>
public sealed record ScriptCall(ScriptHook Hook, string Caller, string Property, string Source, ConfigItem Item)
{
    /// <summary>Everything that runs: <see cref="Source"/> and the scripts that it runs, those that they run too.</summary>
    public string Text { get; init; } = Source;

    /// <summary>Names of the scripts that it runs, directly or through others.</summary>
    public ImmutableArray<string> Runs { get; init; } = [];

    /// <summary>Names of scripts that it runs and that do not exist.</summary>
    public ImmutableArray<string> Missing { get; init; } = [];

    /// <summary>It runs a script whose text was not read, as on a live router: what it does is not known.</summary>
    public bool Unread { get; init; }

    /// <summary>WANs or other links whose ups and downs call it: the client's interface, the PPPoE clients of the profile. None for other hooks.</summary>
    public ImmutableArray<string> Interfaces { get; init; } = [];

    /// <summary>The row is not disabled; a script that nothing calls is not enabled either.</summary>
    public bool Enabled { get; init; } = true;

    public bool IsNetwatch => Hook is ScriptHook.NetwatchUp or ScriptHook.NetwatchDown or ScriptHook.NetwatchTest;
}
