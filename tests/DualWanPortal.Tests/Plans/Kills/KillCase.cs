namespace DualWanPortal.Tests.Plans.Kills;

/// <summary>What goes wrong in the middle of a plan.</summary>
internal enum KillKind
{
    /// <summary>Nothing: what the others are compared with.</summary>
    None,

    /// <summary>The portal's process dies; its operating system ends the connections. It is started again at once.</summary>
    PortalKilled,

    /// <summary>The same, and the portal is started again only when the router has long helped itself.</summary>
    PortalGone,

    /// <summary>The portal's machine vanishes: no packet says so. Started again after the dead-man is due.</summary>
    MachineGone,

    /// <summary>The same for so long that the router notices and rolls its safe mode back, after the dead-man has fired in it (reference 6.4).</summary>
    MachineLongGone,

    /// <summary>The connection ends; the portal lives on and can connect anew.</summary>
    ConnectionEnds,

    /// <summary>Packets vanish for two minutes; the portal lives on.</summary>
    PacketsVanish,

    /// <summary>Packets are held up for longer than the router waits, and what is still under way arrives a minute after the way is open again; the portal lives on.</summary>
    PacketsLate,

    /// <summary>The router restarts.</summary>
    RouterReboots,

    /// <summary>A real process gets SIGKILL, and another one starts on its data.</summary>
    ProcessKilled,
}

/// <param name="Point">Before which continuation of the portal's work it happens, counted from 1; of a real process, after how many lines of its journal.</param>
internal sealed record KillCase(KillKind Kind, string Profile, string Scenario, int Point)
{
    /// <summary>Instead of <see cref="Point"/>: after so many lines of the journal or moves of the plan were saved; 0 for that.</summary>
    public int Line { get; init; }

    /// <summary>How many continuations after that save; 0: before what it announces.</summary>
    public int Later { get; init; }

    /// <summary>For people: where it happens.</summary>
    public string Place => Line == 0 ? $"{Point}" : Later == 0 ? $"line {Line}" : $"line {Line} and {Later}";

    /// <summary>Name of a built-in policy.</summary>
    public string Policy { get; init; } = "distance";

    /// <summary>What is disturbed is the undo of the plan, which was applied and confirmed before.</summary>
    public bool Undo { get; init; }

    /// <summary>For people: what is disturbed.</summary>
    public string Work => Undo ? "undo of " + Policy : Policy;

    /// <summary>Fingerprint of the state that the undisturbed run led to; null for that run itself.</summary>
    public string? After { get; init; }
}

/// <summary>What the router is when all is over.</summary>
internal enum KillEnd
{
    /// <summary>As before; of an undo: the plan stands.</summary>
    Old,

    /// <summary>As the plan wants it, confirmed; of an undo: as before the plan.</summary>
    New,

    /// <summary>Neither, or the new state that nobody has confirmed.</summary>
    Between,

    /// <summary>Nobody gets in any more.</summary>
    Unreachable,
}

/// <param name="Outcome">State of the plan at the end.</param>
/// <param name="Problem">What must not be; null when the router is in the old state or the new one, confirmed.</param>
/// <param name="Continuations">Places where it could have happened.</param>
/// <param name="Lines">Of them, those that follow a line of the journal or a move of the plan.</param>
/// <param name="After">Fingerprint of what the router is in the end.</param>
internal sealed record KillResult(KillCase Case, string Outcome, string? Problem, int Continuations, int Lines, string After)
{
    public required KillEnd End { get; init; }

    /// <summary>From what happened to the router's last way back by itself, on the router's clock; null when it had nothing to take back, or the portal did it.</summary>
    public TimeSpan? BackAfter { get; init; }

    /// <summary>When it happened, steps stood that nothing on the router would have taken back after a power cut.</summary>
    public bool WithoutSecond { get; init; }

    /// <summary>The dead-man fired while a lost session held safe mode, which ended later (reference 6.4).</summary>
    public bool FiredInSafeMode { get; init; }
}
